import type { JWK } from 'jose';
import type { Actor } from '../../../schema/contract/actor.ts';
import { unitTypename } from '../../../schema/contract/ids.ts';
import { badUserInput, forbidden, unauthenticated } from '../../kit/errors.ts';

/** Id prefix of the city's own districts mailbox, which keeps the registry of district systems. */
const REGISTRY_UNIT = 'district';

/** @throws UNAUTHENTICATED, FORBIDDEN unless the registry of district systems speaks */
export function checkMayTrust({ role, unit }: Actor): void {
  if (role === 'ANONYMOUS') throw unauthenticated();
  if (role !== 'SYSTEM' || unit !== REGISTRY_UNIT) throw forbidden('say whose key is trusted');
}

/** @throws BAD_USER_INPUT */
export function checkAreaCode(district: string): string {
  if (unitTypename(`district:${district}`) === 'District') return district;
  throw badUserInput('district', 'an area code of six digits', 'something else');
}

/** @throws BAD_USER_INPUT */
export function checkKey(text: string | null): string | null {
  if (text !== null && !toJwk(text)) throw badUserInput('key', 'an Ed25519 JWK', 'something else');
  return text;
}

/** Null for anything but a public Ed25519 key. */
export function toJwk(text: string): JWK | null {
  try {
    const { kty, crv, x, d } = JSON.parse(text) as JWK;
    const isPublic = kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && !d;
    return isPublic ? { kty, crv, x } : null;
  } catch {
    return null;
  }
}
