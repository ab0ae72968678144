import type { EntityManager } from '@mikro-orm/postgresql';
import type { EndedDay } from './day-end.rules.ts';
import { UnreadAlertEntity, type UnreadAlertRow } from './unread-alert.entity.ts';

/** The units' alerts of a day that were not raised yet; a unit and day have one, whoever raises it. */
export async function insertUnread(
  em: EntityManager,
  { day, after, until }: EndedDay,
  now: Date,
): Promise<Pick<UnreadAlertRow, 'id' | 'unitId'>[]> {
  return em.execute<{ id: string; unitId: string }[]>(
    `insert into unread_alert (id, unit_id, day, assignment_ids, raised_at)
     select 'unread:' || unit_id || ':' || ?, unit_id, ?::date,
       array_agg(id order by issued_at, id), ?
     from assignment
     where issued_at > ? and issued_at <= ?
       and (received_at is null or received_at > ?)
       and (returned_at is null or returned_at > ?)
     group by unit_id
     on conflict (unit_id, day) do nothing
     returning id, unit_id as "unitId"`,
    [day, day, now, after, until, until, until],
  );
}

export function findUnreadAlerts(em: EntityManager, ids: string[]): Promise<UnreadAlertRow[]> {
  return em.find(UnreadAlertEntity, { id: { $in: ids } }, { disableIdentityMap: true });
}

/** Newest day first, then by unit. @param units null for all */
export function searchUnreadAlerts(
  em: EntityManager,
  units: readonly string[] | null,
  day: string | null,
  limit: number,
): Promise<UnreadAlertRow[]> {
  const where = { ...(units && { unitId: { $in: [...units] } }), ...(day !== null && { day }) };
  const orderBy = { day: 'desc', unitId: 'asc' } as const;
  return em.find(UnreadAlertEntity, where, { orderBy, limit, disableIdentityMap: true });
}
