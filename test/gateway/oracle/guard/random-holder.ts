import { ANONYMOUS, ROLES, type Actor } from '../../../../schema/contract/actor.ts';
import { scopesFromClaims } from '../../../../gateway/authorization/scopes-from-claims.ts';
import type { Caller } from '../../../../gateway/auth/caller.ts';
import { createRandom, pick } from '../random.ts';
import type { Guard, StatedGuards } from './stated-guards.ts';

/** What the token of one trial's caller grants. */
export interface Holder {
  isSignedIn: boolean;
  scopes: ReadonlySet<string>;
  policies: ReadonlySet<string>;
  /** The same as the gateway knows it. */
  caller: Caller;
}

const UNITS = [null, 'district:511602', 'district:511603'];
const SHARES = [0.25, 0.6, 0.9];
const SIGNED_IN = ROLES.filter((role) => role !== 'ANONYMOUS');

/** Nobody in particular where the graph guards nothing. */
export function randomHolder(stated: StatedGuards, seed: string): Holder {
  const random = createRandom(`${seed} holder`);
  if (stated.size === 0 || random() < 0.25) return holderOf(ANONYMOUS, [], []);
  const share = pick(SHARES, random);
  const some = (directive: Guard['directive']) =>
    named(stated, directive).filter((name) => !/^(role|unit):/.test(name) && random() < share);
  const actor: Actor = { role: pick(SIGNED_IN, random), id: 'someone', unit: pick(UNITS, random) };
  return holderOf(actor, some('requiresScopes'), some('policy'));
}

function holderOf(actor: Actor, scopes: readonly string[], policies: readonly string[]): Holder {
  // each policy is met by a scope of its own, as a gateway may be told
  const met = Object.fromEntries(policies.map((policy) => [policy, [`may-${policy}`]]));
  const scope = [...scopes, ...policies.map((policy) => `may-${policy}`)].join(' ');
  return {
    isSignedIn: actor !== ANONYMOUS,
    scopes: new Set([...scopes, `role:${actor.role}`, `unit:${actor.unit}`]),
    policies: new Set(policies),
    caller: { actor, requestId: 'trial', scopes: scopesFromClaims({ scope }, met) },
  };
}

function named(stated: StatedGuards, directive: Guard['directive']): string[] {
  const guards = [...stated.values()].flat().filter((guard) => guard.directive === directive);
  return [...new Set(guards.flatMap(({ anyOf }) => anyOf.flat()))];
}
