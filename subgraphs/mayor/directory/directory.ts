import { badUserInput } from '../../kit/errors.ts';
import type { LeaderEntry, Profile } from '../../kit/profile/profile.ts';

export type LeaderRow = LeaderEntry;

export interface Directory {
  /** In protocol order (R3). */
  leaders: readonly LeaderRow[];
  leader(id: string): LeaderRow | null;
  /** @throws BAD_USER_INPUT naming `leader` */
  requireLeader(id: string): LeaderRow;
}

/** The city's leaders as its profile names them. */
export function createDirectory({ leaders }: Profile): Directory {
  const byId = new Map(leaders.map((leader) => [leader.id, leader]));
  const find = (id: string): LeaderRow | null => byId.get(id) ?? null;
  return {
    leaders,
    leader: find,
    requireLeader: (id) => {
      const leader = find(id);
      if (!leader) throw badUserInput('leader', 'the id of a leader', 'an unknown one');
      return leader;
    },
  };
}
