import type { Caller } from '../auth/caller.ts';

/** Why a field is withheld. */
export type Refusal = 'UNAUTHENTICATED' | 'FORBIDDEN';

/** One directive of the schema; scopes and policies are alternatives of which all parts must hold. */
export type Requirement =
  | { kind: 'authenticated' }
  | { kind: 'scopes'; anyOf: readonly (readonly string[])[] }
  | { kind: 'policies'; anyOf: readonly (readonly string[])[] };

/** What a caller may do, as far as the schema asks for it. */
export interface Grants {
  isAuthenticated: boolean;
  has: (scope: string) => boolean;
}

/** Whoever holds a token, or none. */
export type Holder = Pick<Caller, 'actor' | 'scopes'>;

/** A policy is satisfied by whoever was given this scope for it. */
export const POLICY_SCOPE = 'policy:';

/** The token's scopes, and the role and unit as scopes: `role:CITY_BUREAU`, `unit:district:511602`. */
export function grantsOf({ actor, scopes = [] }: Holder): Grants {
  const granted = new Set([...scopes, `role:${actor.role}`]);
  if (actor.unit !== null) granted.add(`unit:${actor.unit}`);
  return {
    isAuthenticated: actor.role !== 'ANONYMOUS',
    has: (scope) => granted.has(scope),
  };
}

/** Null where all requirements are met. */
export function refusalOf(requirements: readonly Requirement[], grants: Grants): Refusal | null {
  if (requirements.every((requirement) => isMet(requirement, grants))) return null;
  return grants.isAuthenticated ? 'FORBIDDEN' : 'UNAUTHENTICATED';
}

function isMet(requirement: Requirement, grants: Grants): boolean {
  switch (requirement.kind) {
    case 'authenticated':
      return grants.isAuthenticated;
    case 'scopes':
      return requirement.anyOf.some((all) => all.every(grants.has));
    case 'policies':
      return requirement.anyOf.some((all) =>
        all.every((policy) => grants.has(POLICY_SCOPE + policy)),
      );
  }
}
