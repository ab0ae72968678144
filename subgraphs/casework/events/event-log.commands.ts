import type { EntityManager } from '@mikro-orm/postgresql';
import type { CaseEventRow } from './case-event.entity.ts';
import { insertEvents } from './event-log.store.ts';

export interface CaseEventInput {
  /** Null for what happens to a unit, in no case. */
  caseId: string | null;
  act: CaseEventRow['act'];
  at: Date;
  /** Whom it concerns; of an assignment the receiving unit. */
  unitId?: string | null | undefined;
  assignmentId?: string | null;
  alertId?: string | null;
  unreadAlertId?: string | null;
}

/** Records an act in em's transaction, after flushing em. */
export function appendEvent(em: EntityManager, event: CaseEventInput): Promise<void> {
  return appendEvents(em, [event]);
}

/** As appendEvent, in the given order. */
export async function appendEvents(
  em: EntityManager,
  events: readonly CaseEventInput[],
): Promise<void> {
  await em.flush();
  await insertEvents(
    em,
    events.map(
      ({ unitId = null, assignmentId = null, alertId = null, unreadAlertId = null, ...event }) => ({
        ...event,
        unitId,
        assignmentId,
        alertId,
        unreadAlertId,
      }),
    ),
  );
}
