import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DeadlineRow } from '../deadlines/deadline.entity.ts';
import { appendEvents } from '../events/event-log.commands.ts';
import type { AlertRow } from './alert.entity.ts';
import { levelReached } from './alert.rules.ts';
import { insertAlerts, takeDueDeadlines } from './alert.store.ts';

/**
 * Raises what is due, each level of a deadline once, with its event, in em's transaction.
 * @returns how many deadlines were taken, `limit` where more may be waiting, and alerts raised
 */
export async function raiseDueAlerts(
  em: EntityManager,
  now: Date,
  limit: number,
): Promise<{ taken: number; raised: number }> {
  const deadlines = await takeDueDeadlines(em, now, limit);
  const alerts = await insertAlerts(
    em,
    deadlines.flatMap((deadline) => toAlert(deadline, now) ?? []),
  );
  await appendEvents(
    em,
    alerts.map((alert) => ({
      caseId: alert.caseId,
      act: 'OVERDUE_ALERTED',
      unitId: alert.unitId,
      alertId: alert.id,
      at: now,
    })),
  );
  return { taken: deadlines.length, raised: alerts.length };
}

function toAlert(deadline: DeadlineRow, now: Date): AlertRow | null {
  const level = levelReached(deadline, now);
  if (!level) return null;
  const { id: deadlineId, caseId, unitId, dueOn } = deadline;
  return { id: `alert:${randomUUIDv7()}`, deadlineId, caseId, unitId, level, dueOn, raisedAt: now };
}
