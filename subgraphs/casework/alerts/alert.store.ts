import type { EntityManager } from '@mikro-orm/postgresql';
import { DeadlineEntity, type DeadlineRow } from '../deadlines/deadline.entity.ts';
import { AlertEntity, type AlertRow } from './alert.entity.ts';

export function findAlerts(em: EntityManager, ids: string[]): Promise<AlertRow[]> {
  return em.find(AlertEntity, { id: { $in: ids } }, { disableIdentityMap: true });
}

/** In the order they were raised. */
export function findAlertsOfCases(em: EntityManager, caseIds: string[]): Promise<AlertRow[]> {
  return em.find(
    AlertEntity,
    { caseId: { $in: caseIds } },
    { orderBy: { raisedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
}

/**
 * Takes open deadlines whose level was not alerted yet, the longest due first. Whatever somebody
 * else works on is skipped: another replica raises it, or the next sweep. The case is locked too,
 * since a command locks it before its deadlines and the two would wait for each other.
 */
export async function takeDueDeadlines(
  em: EntityManager,
  now: Date,
  limit: number,
): Promise<DeadlineRow[]> {
  const rows = await em.execute<object[]>(
    `select d.* from deadline d join "case" c on c.id = d.case_id
     where d.met_at is null and d.due_soon_at <= ?
       and not exists (select 1 from overdue_alert a
         where a.deadline_id = d.id and a.due_on = d.due_on and (a.level = 'OVERDUE' or d.due_at > ?))
     order by d.due_at limit ?
     for no key update of d, c skip locked`,
    [now, now, limit],
  );
  return rows.map((row) => em.map(DeadlineEntity, row));
}

/** @returns those that were new */
export async function insertAlerts(em: EntityManager, rows: AlertRow[]): Promise<AlertRow[]> {
  if (rows.length === 0) return [];
  const inserted = await em.execute<{ id: string }[]>(
    `insert into overdue_alert (id, deadline_id, case_id, unit_id, level, due_on, raised_at)
     select id, deadline_id, case_id, unit_id, level, due_on, raised_at
     from json_to_recordset(?::json) as given (
       id text, deadline_id text, case_id text, unit_id text, level text, due_on date,
       raised_at timestamptz)
     on conflict (deadline_id, level, due_on) do nothing
     returning id`,
    [JSON.stringify(rows.map(toColumns))],
  );
  const ids = new Set(inserted.map(({ id }) => id));
  return rows.filter((row) => ids.has(row.id));
}

function toColumns(row: AlertRow): Record<string, unknown> {
  return {
    id: row.id,
    deadline_id: row.deadlineId,
    case_id: row.caseId,
    unit_id: row.unitId,
    level: row.level,
    due_on: row.dueOn,
    raised_at: row.raisedAt,
  };
}
