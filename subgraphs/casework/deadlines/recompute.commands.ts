import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { policyById } from '../../kit/profile/choose-policy.ts';
import type { PolicyBook } from '../../kit/profile/policy.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { appendEvents } from '../events/event-log.commands.ts';
import type { DeadlineRow } from './deadline.entity.ts';
import { countAgain } from './recount.store.ts';
import { takeOutdated } from './recompute.store.ts';
import type { WorkingCalendar } from './working-calendar.ts';

export interface RecomputeDeps {
  orm: MikroORM;
  clock: Clock;
  policies: PolicyBook;
  calendar: WorkingCalendar;
}

const BATCH = 200;

/**
 * Counts out anew, each once, what was provisional and what a new calendar moves; each with its
 * event. Several replicas may do so at once, also with an older calendar: that knows nothing to do.
 * @returns how many deadlines became firm or moved
 */
export async function recomputeDeadlines(
  deps: RecomputeDeps,
  signal?: AbortSignal,
): Promise<number> {
  let total = 0;
  for (;;) {
    const { taken, changed } = await deps.orm.em
      .fork()
      .transactional((em) => recomputeBatch(deps, em));
    total += changed;
    if (taken < BATCH || signal?.aborted) return total;
  }
}

async function recomputeBatch(
  { clock, policies, calendar }: RecomputeDeps,
  em: EntityManager,
): Promise<{ taken: number; changed: number }> {
  const rows = await takeOutdated(em, calendar, BATCH);
  const changed: DeadlineRow[] = [];
  for (const row of rows) {
    const policy = policyById(policies, row.policyVersion);
    if (!policy) throw new Error(`expected a policy of ${row.id}, got ${row.policyVersion}`);
    const term = await countAgain(em, row, policy.dueSoon, calendar);
    if (row.isProvisional || term.dueOn !== row.dueOn) changed.push(row);
  }
  const at = clock.now();
  await appendEvents(
    em,
    changed.map(({ caseId, unitId, assignmentId }) => ({
      caseId,
      act: 'DEADLINE_RECOMPUTED',
      at,
      unitId,
      assignmentId: assignmentId ?? null,
    })),
  );
  return { taken: rows.length, changed: changed.length };
}
