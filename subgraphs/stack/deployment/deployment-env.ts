import { ACTOR_TOKEN } from '../../../schema/contract/actor.ts';
import { DEV_ISSUER_KEY_ID, MAILBOXES, mailboxKeyId, type Secrets } from '../secrets.ts';

/** The variables docker-compose.yml asks for, as the text of its .env file. */
export function describeDeploymentEnv(secrets: Secrets): string {
  const privateKey = (keyId: string): string => quote(secrets.privateKey(keyId));
  const variables = [
    ['DATABASE_PASSWORD', secrets.databasePassword],
    ['ACTOR_JWKS', quote(secrets.actorKeys)],
    ['GATEWAY_SIGNING_KEY', privateKey(ACTOR_TOKEN.gatewayKeyId)],
    ...MAILBOXES.map((mailbox) => [
      `${mailbox.toUpperCase()}_SIGNING_KEY`,
      privateKey(mailboxKeyId(mailbox)),
    ]),
    ['PERSONAL_DATA_KEYS', quote(secrets.personalDataKeys)],
    ['CASEWORK_DATA_KEYS', quote(secrets.caseworkKeys)],
    ['# The identity provider of the city:\nOIDC_ISSUER', ''],
    ['OIDC_AUDIENCE', 'petition-graph'],
    ['# Only for --profile development:\nDEV_ISSUER_KEY', privateKey(DEV_ISSUER_KEY_ID)],
  ];
  return `${variables.map((pair) => pair.join('=')).join('\n')}\n`;
}

/** Single quotes keep Compose from reading anything into the text. */
function quote(json: unknown): string {
  return `'${JSON.stringify(json)}'`;
}
