import type { EntityManager } from '@mikro-orm/postgresql';
import { appendEvents } from '../events/event-log.commands.ts';
import type { EndedDay } from './day-end.rules.ts';
import { insertUnread } from './unread-alert.store.ts';

/** Raises a day's alerts that are missing, each with its event, in em's transaction; returns how many. */
export async function raiseUnreadAlerts(
  em: EntityManager,
  day: EndedDay,
  now: Date,
): Promise<number> {
  const alerts = await insertUnread(em, day, now);
  await appendEvents(
    em,
    alerts.map(({ id, unitId }) => ({
      caseId: null,
      act: 'UNREAD_ALERTED',
      unitId,
      unreadAlertId: id,
      at: now,
    })),
  );
  return alerts.length;
}
