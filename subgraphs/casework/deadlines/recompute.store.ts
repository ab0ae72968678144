import type { EntityManager } from '@mikro-orm/postgresql';
import { DeadlineEntity, type DeadlineRow } from './deadline.entity.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * Takes deadlines that were counted out when less of the calendar was known: those that reach past
 * what was published then, and those that touch days which a later notice may have moved. Whatever
 * somebody else works on is skipped; the case is locked too, as every act on it does. An archived
 * case stays as it is (R92).
 */
export async function takeOutdated(
  em: EntityManager,
  { lastDay, addedFrom }: Pick<WorkingCalendar, 'lastDay' | 'addedFrom'>,
  limit: number,
): Promise<DeadlineRow[]> {
  const rows = await em.execute<object[]>(
    `select d.* from deadline d join "case" c on c.id = d.case_id
     where d.calendar_through < ?::date and (d.is_provisional or d.due_on >= ?::date)
       and c.state <> 'ARCHIVED'
     order by d.id limit ?
     for no key update of d, c skip locked`,
    [lastDay, addedFrom ?? lastDay, limit],
  );
  return rows.map((row) => em.map(DeadlineEntity, row));
}
