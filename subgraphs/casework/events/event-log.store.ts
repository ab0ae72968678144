import type { EntityManager } from '@mikro-orm/postgresql';
import type { AlertLevel } from '../alerts/alert.rules.ts';
import type { Condition } from '../cases/case.scope.ts';
import { CaseEventEntity, type CaseEventRow } from './case-event.entity.ts';
import { HORIZON } from './event-retention.store.ts';
import { filterCondition, LOGGED_EVENT } from './event-filter.store.ts';
import { LOG_END } from './log-end.store.ts';
import { later, type EventFilter, type LoggedEvent, type Position } from './event-position.ts';

/** In the order of the log. */
export function findEventsOfCases(em: EntityManager, caseIds: string[]): Promise<CaseEventRow[]> {
  return em.find(
    CaseEventEntity,
    { caseId: { $in: caseIds } },
    { orderBy: { seq: 'asc' }, disableIdentityMap: true },
  );
}

/** The districts are those that have a part in its case by then. */
export type NewEvent = Omit<CaseEventRow, 'seq' | 'xid' | 'districts'>;

export async function insertEvents(em: EntityManager, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await em.execute(
    `insert into case_event
       (case_id, act, unit_id, districts, assignment_id, alert_id, unread_alert_id, at)
     select case_id, act, unit_id, array(
         select distinct unit
         from unnest(given.unit_id || coalesce(
           (select handling_units || mailbox_unit from "case" c where c.id = given.case_id),
           '{}')) unit
         where unit like 'district:%'),
       assignment_id, alert_id, unread_alert_id, at
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

export interface LogBounds {
  /**
   * "From now on": before it lies what can be read now. An event of a transaction that is still open
   * comes after it, even if its sequence number is lower than that of one read already.
   */
  head: Position;
  /** No cursor can be behind it: transactions from here on are still to come. */
  end: Position;
  /** What lies before it is not delivered any more. */
  horizon: Position;
}

export async function readBounds(em: EntityManager): Promise<LogBounds> {
  const [row] = await em.execute<{ head: string; end: string; horizon: string }[]>(
    `select ${LOG_END}::text as head, pg_snapshot_xmax(pg_current_snapshot())::text as end,
       ${HORIZON}::text as horizon`,
  );
  if (!row) throw new Error('expected the bounds of the log, got none');
  return { head: startOf(row.head), end: startOf(row.end), horizon: startOf(row.horizon) };
}

function startOf(xid: string): Position {
  return { xid, seq: '0' };
}

export interface EventPage {
  events: LoggedEvent[];
  /** Where the next page begins. */
  next: Position;
  /** Full, so more may be waiting. */
  isFull: boolean;
  /** Events are committed that may be read only once an older transaction has ended. */
  isHeldUp: boolean;
  /** The position lies before the horizon: events behind it may be missing. */
  isExpired: boolean;
}

/** Before any horizon, so that a cursor of an event that is not delivered any more is expired. */
const FORGOTTEN_XID = '0';

const ALL: Condition = { sql: 'true', params: [] };

/** The columns of LOGGED_EVENT, all null where there was none. */
export type LoggedRow = Record<string, unknown> & {
  seq: string | null;
  level: AlertLevel | null;
  kept_from: LoggedEvent['keptFrom'];
};

type PageRow = LoggedRow & { read_up_to: string; is_held_up: boolean; is_expired: boolean };

/**
 * Reads on from a position, up to the end of what can be read.
 * @param filter null reads all
 */
export async function readEvents(
  em: EntityManager,
  after: Position,
  filter: EventFilter | null,
  limit: number,
): Promise<EventPage> {
  const wanted = filter ? filterCondition(filter) : ALL;
  const rows = await em.execute<PageRow[]>(
    `with s as materialized (select ${LOG_END} as read_up_to)
     select s.read_up_to::text, exists (select 1 from case_event where xid >= s.read_up_to)
       as is_held_up, ?::xid8 < ${HORIZON} as is_expired, e.*
     from s
     left join lateral (
       select e.* from ${LOGGED_EVENT} e
       where (e.xid, e.seq) > (?::xid8, ?::bigint) and e.xid < s.read_up_to
         and ${wanted.sql}
       order by e.xid, e.seq limit ?) e on true`,
    [after.xid, after.xid, after.seq, ...wanted.params, limit],
  );
  return toPage(em, rows, after, limit);
}

function toPage(em: EntityManager, rows: PageRow[], after: Position, limit: number): EventPage {
  const events = rows.filter(({ seq }) => seq !== null).map((row) => toLoggedEvent(em, row));
  const last = events.at(-1);
  const isFull = events.length === limit;
  const readUpTo = startOf(rows[0]?.read_up_to ?? after.xid);
  return {
    events,
    next: isFull && last ? { xid: last.xid, seq: last.seq } : later(after, readUpTo),
    isFull,
    isHeldUp: rows[0]?.is_held_up ?? false,
    isExpired: rows[0]?.is_expired ?? false,
  };
}

export function toLoggedEvent(em: EntityManager, row: LoggedRow): LoggedEvent {
  const event = em.map(CaseEventEntity, row);
  return {
    ...event,
    xid: event.xid ?? FORGOTTEN_XID,
    level: row.level,
    keptFrom: row.kept_from,
  };
}
