import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { ACTOR_TOKEN, ANONYMOUS, ROLES, type Actor } from '../../../schema/contract/actor.ts';
import { codedError } from '../errors.ts';

export type VerifyActor = (authorization: string | undefined) => Promise<Actor>;

/**
 * Makes the check by which a subgraph learns who is asking.
 * No header means ANONYMOUS; anything that does not verify is refused with UNAUTHENTICATED.
 * @param keys public keys of the gateway and the mailboxes; each `kid` says who signs with it
 * @param audience whom the token must be meant for; a district's own system has one of its own
 */
export function createActorVerifier(
  keys: JSONWebKeySet,
  audience: string = ACTOR_TOKEN.audience,
): VerifyActor {
  const keySet = createLocalJWKSet(keys);
  return async (authorization) => {
    if (!authorization) return ANONYMOUS;
    const token = tokenOf(authorization);
    if (!token) throw refused();
    const verified = await jwtVerify(token, keySet, {
      audience,
      algorithms: [ACTOR_TOKEN.algorithm],
      requiredClaims: ['exp', 'role'],
    }).catch(() => {
      throw refused();
    });
    const actor = toActor(verified.payload);
    if (!actor || !maySpeakFor(verified.protectedHeader.kid ?? '', actor)) throw refused();
    return actor;
  };
}

/** Whether the gateway signed a header that has been verified. */
export function isFromGateway(authorization: string | undefined): boolean {
  const token = tokenOf(authorization);
  return token !== undefined && decodeProtectedHeader(token).kid === ACTOR_TOKEN.gatewayKeyId;
}

function tokenOf(authorization: string | undefined): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
}

function refused(): Error {
  return codedError(
    'UNAUTHENTICATED',
    'The actor token is missing, expired or not signed by a known key.',
  );
}

function toActor(claims: Record<string, unknown>): Actor | null {
  const role = ROLES.find((known) => known === claims.role);
  if (!role) return null;
  const { sub, unit } = claims;
  return {
    role,
    id: typeof sub === 'string' ? sub : '',
    unit: typeof unit === 'string' ? unit : null,
  };
}

/** A mailbox's key must not be able to speak for the city bureau. */
function maySpeakFor(keyId: string, actor: Actor): boolean {
  if (keyId === ACTOR_TOKEN.gatewayKeyId) return true;
  if (!keyId.startsWith(ACTOR_TOKEN.mailboxKeyIdPrefix)) return false;
  return (
    actor.role === 'SYSTEM' && actor.unit === keyId.slice(ACTOR_TOKEN.mailboxKeyIdPrefix.length)
  );
}
