import {
  createLocalJWKSet,
  decodeProtectedHeader,
  importJWK,
  jwtVerify,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { ACTOR_TOKEN, ANONYMOUS, ROLES, type Actor } from '../../../schema/contract/actor.ts';
import { codedError } from '../errors.ts';

export type VerifyActor = (authorization: string | undefined) => Promise<Actor>;

/**
 * Makes the check by which a subgraph learns who is asking.
 * No header means ANONYMOUS; anything that does not verify is refused with UNAUTHENTICATED.
 * @param keys public keys of the gateway and the mailboxes; each `kid` says who signs with it
 * @param audience whom the token must be meant for; a district's own system has one of its own
 * @param findKey keys that come and go while it runs; asked first, for mailboxes alone
 */
export function createActorVerifier(
  keys: JSONWebKeySet,
  audience: string = ACTOR_TOKEN.audience,
  findKey?: FindMailboxKey,
): VerifyActor {
  const keySet = withFoundKeys(createLocalJWKSet(keys), findKey);
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

/** The key of a mailbox such as `district:511602`; null where the fixed ones are to be asked. */
export type FindMailboxKey = (mailbox: string) => Promise<JWK | null>;

/** Whatever is found may speak for that mailbox alone: nobody can bring a key for the gateway. */
function withFoundKeys(fixed: JWTVerifyGetKey, findKey: FindMailboxKey | undefined) {
  const { mailboxKeyIdPrefix, algorithm } = ACTOR_TOKEN;
  const find: JWTVerifyGetKey = async (header, token) => {
    const kid = header.kid ?? '';
    const found =
      findKey && kid.startsWith(mailboxKeyIdPrefix)
        ? await findKey(kid.slice(mailboxKeyIdPrefix.length))
        : null;
    return found ? await importJWK(found, algorithm) : fixed(header, token);
  };
  return find;
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
