import type { JWTPayload } from 'jose';
import { POLICY_SCOPE } from './requirement.ts';

/** Policy → scopes of which one satisfies it; a policy that is not named is satisfied by nobody. */
export type Policies = Readonly<Record<string, readonly string[]>>;

/** These the gateway gives itself; in a token they would be somebody's own word. */
const OWN_SCOPES = /^(role|unit|policy):/;

/** The scopes of a token: claim `scope` (RFC 8693, parted by spaces) or `scp`, also as a list. */
export function scopesFromClaims(claims: JWTPayload, policies: Policies = {}): readonly string[] {
  const given = claims.scope ?? claims.scp;
  const named: readonly unknown[] = typeof given === 'string' ? given.split(' ') : listOf(given);
  const scopes = named.filter(
    (scope): scope is string =>
      typeof scope === 'string' && scope !== '' && !OWN_SCOPES.test(scope),
  );
  return [...scopes, ...satisfied(policies, scopes)];
}

function satisfied(policies: Policies, scopes: readonly string[]): string[] {
  return Object.entries(policies).flatMap(([policy, anyOf]) =>
    anyOf.some((scope) => scopes.includes(scope)) ? [POLICY_SCOPE + policy] : [],
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
