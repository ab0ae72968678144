import type { JWTPayload } from 'jose';
import { ROLES, type Actor, type Role } from '../../schema/contract/actor.ts';
import { unitTypename } from '../../schema/contract/ids.ts';

interface ClaimNames {
  roleClaim: string;
  unitClaim: string;
}

/**
 * Reads the identity provider's claims. Whoever signed in without a role is a citizen: the role
 * that may do least.
 * @throws Error that says which claim is wrong
 */
export function actorFromClaims(claims: JWTPayload, names: ClaimNames): Actor {
  if (!claims.sub) throw new Error('expected a subject in claim sub, but got none');
  const role = readRole(claims[names.roleClaim], names.roleClaim);
  const unit = claims[names.unitClaim] ?? null;
  if (unit !== null && typeof unit !== 'string')
    throw new Error(`expected a string in claim ${names.unitClaim}`);
  return { role, id: claims.sub, unit: unitOf(role, unit, names.unitClaim) };
}

function readRole(value: unknown, claim: string): Role {
  if (value === undefined) return 'CITIZEN';
  const role = ROLES.find((known) => known === value && known !== 'ANONYMOUS');
  if (role) return role;
  const expected = ROLES.filter((known) => known !== 'ANONYMOUS').join(', ');
  throw new Error(`expected one of ${expected} in claim ${claim}, but got another value`);
}

function unitOf(role: Role, unit: string | null, claim: string): string | null {
  switch (role) {
    case 'DISTRICT_BUREAU':
      return requireUnit(unit, 'District', `district:<area code> in claim ${claim}`);
    case 'DEPARTMENT':
      return requireUnit(unit, 'Department', `department:<code> in claim ${claim}`);
    case 'SYSTEM':
      return unit;
    case 'ANONYMOUS':
    case 'CITIZEN':
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
      return null;
  }
}

function requireUnit(unit: string | null, typename: string, expected: string): string {
  if (unit !== null && unitTypename(unit) === typename) return unit;
  throw new Error(`expected ${expected}, but got ${unit === null ? 'none' : 'another value'}`);
}
