import type { Actor } from '../../../schema/contract/actor.ts';
import type { Caller } from '../../auth/caller.ts';

/** Everything about a caller that reaches a subgraph or decides what it may see. */
export interface Scope {
  actor: Actor;
  scopes: readonly string[];
  forwarded: Readonly<Record<string, string>>;
}

/**
 * For whom a topic speaks.
 * @param isStaffOneAudience true where subgraphs answer staff by role and unit alone, as the
 * contract of Actor says; otherwise each subject has topics of their own
 */
export function scopeOf(caller: Caller, isStaffOneAudience: boolean): Scope {
  const { actor, scopes = [], forwarded = {} } = caller;
  return {
    actor: isStaffOneAudience ? asAudience(actor) : actor,
    scopes: [...scopes].sort(),
    forwarded,
  };
}

/**
 * As whom a topic asks subgraphs: no member's credentials go upstream.
 * @param client mark of the member that opened it: what it asks for by a code counts as its guess
 */
export function topicCaller(
  { actor, scopes, forwarded }: Scope,
  requestId: string,
  client: string | undefined,
): Caller {
  const hasForwarded = Object.keys(forwarded).length > 0;
  return {
    actor,
    requestId,
    scopes,
    ...(client !== undefined && { client }),
    ...(hasForwarded && { forwarded }),
  };
}

function asAudience(actor: Actor): Actor {
  const { role, unit } = actor;
  switch (role) {
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return { role, unit, id: ['audience', role, ...(unit === null ? [] : [unit])].join(':') };
    case 'ANONYMOUS':
    case 'CITIZEN':
    case 'SYSTEM':
      return actor;
  }
}
