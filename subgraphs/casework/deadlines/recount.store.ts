import type { EntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../../kit/profile/policy.ts';
import type { DeadlineRow } from './deadline.entity.ts';
import { countOf, termOf } from './deadline.rules.ts';
import { findExtensions, findPauses, refreshDueAt, updateTerm } from './deadline.store.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** Counts a deadline out anew from all that is stored of it; the caller holds its case. */
export async function countAgain(
  em: EntityManager,
  row: DeadlineRow,
  policy: Policy,
  calendar: WorkingCalendar,
): Promise<DeadlineRow> {
  const count = countOf(row, await findExtensions(em, [row.id]), await findPauses(em, [row.id]));
  const counted: DeadlineRow = {
    ...row,
    ...termOf(count, policy.dueSoon, calendar),
    calendarVersion: calendar.version,
    calendarThrough: calendar.lastDay,
  };
  await updateTerm(em, counted);
  await refreshDueAt(em, row.caseId);
  return counted;
}
