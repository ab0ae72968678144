import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { casesSeenBy } from '../cases/case.scope.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import { CommitmentEntity, type CommitmentRow } from './commitment.entity.ts';

export interface CommitmentLoaders {
  /** Commitments with a year that is due and not followed up, the longest due first (R49). */
  commitmentsDue(wanted: { actor: Actor; now: Date; first: number }): Promise<CommitmentRow[]>;
}

/** The oldest year is followed up first, so how many were done tells which is next. */
const DONE = '(select count(*)::int from follow_up f where f.commitment_id = m.id)';
/** As yearsDue in commitment.rules.ts counts them, by year and then by month and day. */
const COME = `(extract(year from today.day) - extract(year from m.first_due_on) + 1
  - (to_char(today.day, 'MM-DD') < to_char(m.first_due_on, 'MM-DD'))::int)`;

export function createCommitmentLoaders(em: EntityManager): CommitmentLoaders {
  return {
    commitmentsDue: async ({ actor, now, first }) => {
      const seen = casesSeenBy(actor);
      const fork = em.fork();
      const rows = await fork.execute<object[]>(
        `select m.* from commitment m join "case" c on c.id = m.case_id
           cross join (select ?::date as day) today
         where ${COME} > ${DONE}${seen ? ` and ${seen.sql}` : ''}
         order by m.first_due_on + make_interval(years => ${DONE}), m.id limit ?`,
        [shanghaiDay(now), ...(seen?.params ?? []), first],
      );
      return rows.map((row) => fork.map(CommitmentEntity, row));
    },
  };
}
