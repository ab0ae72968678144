import type { EntityManager } from '@mikro-orm/postgresql';
import { toLoggedEvent, type LoggedRow } from './event-log.store.ts';
import { filterCondition, KEPT_FROM, LOGGED_EVENT } from './event-filter.store.ts';
import { LOG_END } from './log-end.store.ts';
import type { EventFilter, EventSubscription, LoggedEvent, Position } from './event-position.ts';

/**
 * What is open now, each by its event, in the order of the log. 参阅 without a question is open
 * until it is received: assignment.rules.ts says the same. An alert is about the day that its deadline
 * fell on; one that was put off is none that is open.
 */
const OPEN_EVENT: Partial<Record<EventSubscription, string>> = {
  ASSIGNMENT_ISSUED: `(select ce.*, null as level, ${KEPT_FROM} from assignment t
    join case_event ce on ce.assignment_id = t.id and ce.act = 'ASSIGNMENT_ISSUED'
    where t.state in ('ISSUED', 'RECEIVED')
      and (t.kind <> 'FOR_REFERENCE' or t.asks_feedback or t.state = 'ISSUED'))`,
  OVERDUE_ALERTED: `(select distinct on (a.deadline_id) ce.*, a.level, ${KEPT_FROM} from deadline d
    join overdue_alert a on a.deadline_id = d.id and a.due_on = d.due_on join case_event ce on ce.alert_id = a.id
    where d.met_at is null and (ce.xid is null or ce.xid < s.head)
    order by a.deadline_id, ce.xid desc nulls last, ce.seq desc)`,
  CASE_PROGRESSED: LOGGED_EVENT,
};

/** A case stands where its newest event has led it, of those that the subscriber may be told. */
const NEWEST_ALONE: ReadonlySet<EventSubscription> = new Set(['CASE_PROGRESSED']);

/**
 * One statement, so that list and head are of one moment: what is closed after it, or was not
 * readable in it, comes from the head on. An event too old to be delivered is told all the same.
 * @throws Error where the subscription knows nothing that is open
 */
export async function readOpenEvents(
  em: EntityManager,
  filter: EventFilter,
): Promise<{ events: LoggedEvent[]; head: Position }> {
  const source = OPEN_EVENT[filter.subscription];
  if (!source)
    throw new Error(`expected a subscription to what is open, got ${filter.subscription}`);
  const { sql, params } = filterCondition(filter);
  const rows = await em.execute<(LoggedRow & { head: string })[]>(
    `with s as materialized (select ${LOG_END} as head)
     select s.head::text, e.* from s
     left join lateral (
       select e.* from ${source} e
       where (e.xid is null or e.xid < s.head) and ${sql}
       order by e.xid nulls first, e.seq) e on true`,
    [...params],
  );
  const open = rows.filter(({ seq }) => seq !== null);
  const told = NEWEST_ALONE.has(filter.subscription) ? open.slice(-1) : open;
  return {
    events: told.map((row) => toLoggedEvent(em, row)),
    head: { xid: rows[0]?.head ?? '0', seq: '0' },
  };
}
