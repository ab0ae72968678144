import type { EntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../../kit/profile/policy.ts';
import type { DeadlineRow } from './deadline.entity.ts';
import { countOf, termOf, type Term } from './deadline.rules.ts';
import { findExtensions, findPauses, refreshDueAt, updateTerm } from './deadline.store.ts';
import type { WorkingCalendar } from './working-calendar.ts';

type Kept = Pick<DeadlineRow, 'id' | 'caseId' | 'amount' | 'dayUnit' | 'startsOn'>;

/** Counts a deadline out anew from all that is stored of it; the caller holds its case. */
export async function countAgain(
  em: EntityManager,
  row: Kept,
  dueSoon: Policy['dueSoon'],
  calendar: WorkingCalendar,
): Promise<Term> {
  const extensions = await findExtensions(em, [row.id]);
  const count = countOf(row, extensions, await findPauses(em, [row.id]));
  const term = termOf(count, dueSoon, calendar);
  await keepTerm(em, row, term, calendar);
  return term;
}

/** Writes when a deadline ends, with the calendar that says so, and the case's dueAt. */
export async function keepTerm(
  em: EntityManager,
  { id, caseId }: Pick<Kept, 'id' | 'caseId'>,
  term: Term,
  calendar: WorkingCalendar,
): Promise<void> {
  await updateTerm(em, id, {
    ...term,
    calendarVersion: calendar.version,
    calendarThrough: calendar.lastDay,
  });
  await refreshDueAt(em, caseId);
}
