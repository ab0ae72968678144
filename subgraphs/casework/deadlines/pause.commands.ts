import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { badUserInput, codedError } from '../../kit/errors.ts';
import { policyById } from '../../kit/profile/choose-policy.ts';
import type { DeadlineDeps } from './deadline.commands.ts';
import { DeadlineEntity } from './deadline.entity.ts';
import type { Term } from './deadline.rules.ts';
import { holdCase, insertPause } from './deadline.store.ts';
import type { DaySpan } from './day-count.rules.ts';
import { countAgain } from './recount.store.ts';

export interface Pause extends DaySpan {
  deadlineId: string;
  cause: 'HEARING';
}

/**
 * Takes days out of a deadline's count; its case is held until the transaction ends.
 * @throws BAD_USER_INPUT for days in the wrong order; ILLEGAL_MOVE where the policy knows no such pause for this kind of deadline (art. 36)
 */
export async function recordPause(
  deps: DeadlineDeps,
  em: EntityManager,
  { deadlineId, cause, from, to }: Pause,
): Promise<Term> {
  if (to < from) throw badUserInput('to', `a day not before ${from}`, to);
  await em.flush();
  const { caseId } = await em.findOneOrFail(DeadlineEntity, { id: deadlineId });
  const held = await holdCase(em, caseId);
  const row = await em.findOneOrFail(DeadlineEntity, { id: deadlineId }, { refresh: true });
  const policy = policyById(deps.policies, held.policy);
  const rule = policy?.pauses.find((each) => each.kinds.includes(row.kind));
  if (!policy || !rule)
    throw codedError('ILLEGAL_MOVE', `Expected a deadline that ${cause} pauses, got ${row.kind}.`, {
      state: row.kind,
      move: 'PAUSE_DEADLINE',
      allowed: [],
    });
  await insertPause(em, {
    id: `pause:${randomUUIDv7()}`,
    deadlineId,
    cause,
    rule: rule.rule,
    citation: rule.citation,
    from,
    to,
  });
  return countAgain(em, row, policy.dueSoon, deps.calendar);
}
