import type { EntityManager } from '@mikro-orm/postgresql';
import type { AlertLevel } from '../alerts/alert.rules.ts';
import { CaseEventEntity, type CaseEventRow } from './case-event.entity.ts';
import type { EventFilter, LoggedEvent, Position } from './event-position.ts';

/** In the order of the log. */
export function findEventsOfCases(em: EntityManager, caseIds: string[]): Promise<CaseEventRow[]> {
  return em.find(
    CaseEventEntity,
    { caseId: { $in: caseIds } },
    { orderBy: { seq: 'asc' }, disableIdentityMap: true },
  );
}

export type NewEvent = Omit<CaseEventRow, 'seq' | 'xid'>;

export async function insertEvents(em: EntityManager, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await em.execute(
    `insert into case_event (case_id, act, unit_id, assignment_id, alert_id, unread_alert_id, at)
     select case_id, act, unit_id, assignment_id, alert_id, unread_alert_id, at
     from json_to_recordset(?::json) as given (
       case_id text, act text, unit_id text, assignment_id text, alert_id text,
       unread_alert_id text, at timestamptz)`,
    [JSON.stringify(events.map(toColumns))],
  );
}

function toColumns(event: NewEvent): Record<string, unknown> {
  return {
    case_id: event.caseId,
    act: event.act,
    unit_id: event.unitId,
    assignment_id: event.assignmentId,
    alert_id: event.alertId,
    unread_alert_id: event.unreadAlertId,
    at: event.at,
  };
}

/**
 * "From now on": before it lies what can be read now. An event of a transaction that is still open
 * comes after it, even if its sequence number is lower than that of one read already.
 */
export async function readHead(em: EntityManager): Promise<Position> {
  const [row] = await em.execute<{ xmin: string }[]>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as xmin',
  );
  return { xid: row?.xmin ?? '0', seq: '0' };
}

export interface EventPage {
  events: LoggedEvent[];
  /** Where the next page begins. */
  next: Position;
  /** Full, so more may be waiting. */
  isFull: boolean;
  /** Events are committed that may be read only once an older transaction has ended. */
  isHeldUp: boolean;
}

type PageRow = Record<string, unknown> & {
  read_up_to: string;
  is_held_up: boolean;
  seq: string | null;
  level: AlertLevel | null;
};

/**
 * Reads on from a position: only events of transactions older than every open one, since nothing
 * can be committed before them any more.
 * @param filter null reads all that any subscription is about
 */
export async function readEvents(
  em: EntityManager,
  after: Position,
  filter: EventFilter | null,
  limit: number,
): Promise<EventPage> {
  const conditions = whereOf(filter);
  const rows = await em.execute<PageRow[]>(
    `select s.read_up_to::text, exists (select 1 from case_event where xid >= s.read_up_to)
       as is_held_up, e.*
     from (select pg_snapshot_xmin(pg_current_snapshot()) as read_up_to) s
     left join lateral (
       select ce.*, a.level from case_event ce left join overdue_alert a on a.id = ce.alert_id
       where (ce.xid, ce.seq) > (?::xid8, ?::bigint) and ce.xid < s.read_up_to
         and ${conditions.sql}
       order by ce.xid, ce.seq limit ?) e on true`,
    [after.xid, after.seq, ...conditions.params, limit],
  );
  return toPage(em, rows, after, limit);
}

const WATCHED_ACTS = `ce.act in ('ASSIGNMENT_ISSUED', 'OVERDUE_ALERTED', 'UNREAD_ALERTED')`;

function whereOf(filter: EventFilter | null): { sql: string; params: string[] } {
  if (!filter) return { sql: WATCHED_ACTS, params: [] };
  const { act, units, levels } = filter;
  const sql = ['ce.act = ?'];
  const params: string[] = [act];
  for (const [column, values] of [
    ['ce.unit_id', units],
    ['a.level', levels],
  ] as const) {
    if (values === null) continue;
    sql.push(`${column} in (select json_array_elements_text(?::json))`);
    params.push(JSON.stringify(values));
  }
  return { sql: sql.join(' and '), params };
}

function toPage(em: EntityManager, rows: PageRow[], after: Position, limit: number): EventPage {
  const events = rows
    .filter((row) => row.seq !== null)
    .map((row) => ({ ...em.map(CaseEventEntity, row), level: row.level }));
  const last = events.at(-1);
  const isFull = events.length === limit;
  const readUpTo = { xid: rows[0]?.read_up_to ?? after.xid, seq: '0' };
  return {
    events,
    next: isFull && last ? { xid: last.xid, seq: last.seq } : readUpTo,
    isFull,
    isHeldUp: rows[0]?.is_held_up ?? false,
  };
}
