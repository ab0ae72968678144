import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import {
  ACTOR_TOKEN,
  ANONYMOUS,
  partitionAudience,
  ROLES,
  type Actor,
} from '../../../schema/contract/actor.ts';
import { unauthenticated } from './errors.ts';

/** Who asks, by the `authorization` header. @throws UNAUTHENTICATED */
export type ReadActor = (authorization: string | undefined) => Promise<Actor>;

/** @param keys public keys of the city's gateways @param code the audience's: tokens for others are refused */
export function createReadActor(keys: JSONWebKeySet, code: string): ReadActor {
  const keySet = createLocalJWKSet(keys);
  return async (authorization) => {
    if (authorization === undefined) return ANONYMOUS;
    const token = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? '';
    const verified = await jwtVerify(token, keySet, {
      audience: partitionAudience(code),
      algorithms: [ACTOR_TOKEN.algorithm],
      requiredClaims: ['exp', 'role'],
    }).catch(() => null);
    const { sub, role, unit } = verified?.payload ?? {};
    const known = ROLES.find((one) => one === role);
    // Only a gateway may speak for others.
    if (!known || verified?.protectedHeader.kid !== ACTOR_TOKEN.gatewayKeyId)
      throw unauthenticated('The actor token is expired, meant for another or not signed by us.');
    return { role: known, id: sub ?? '', unit: typeof unit === 'string' ? unit : null };
  };
}
