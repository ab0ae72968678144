import type { EntityManager } from '@mikro-orm/postgresql';
import type { CaseRow } from '../cases/case.entity.ts';
import { appendEvent, appendEvents } from '../events/event-log.commands.ts';
import { unitsToTell } from './message.rules.ts';
import { wasAnsweredAfter } from './wait.store.ts';

/**
 * The petitioner of a held case waits for an answer since `at`, unless that message is told so late
 * that it was answered meanwhile; nothing changes in an archived case (R92).
 */
export async function beginWait(em: EntityManager, row: CaseRow, at: Date): Promise<void> {
  if (await wasAnsweredAfter(em, row.id, at)) return;
  if (row.state !== 'ARCHIVED') row.unansweredMessageAt = later(row.unansweredMessageAt, at);
  await tellUnits(em, row, 'MESSAGE_WAITING', at);
}

/** A unit has said something; that answers no message of later, even where it is told after it. */
export async function answerByMessage(em: EntityManager, row: CaseRow, at: Date): Promise<void> {
  if (later(row.unansweredMessageAt, at) > at) return;
  await endWait(em, row, at);
}

/** One unit has answered for all of them, or none can any more; nothing where nobody waits. */
export async function endWait(em: EntityManager, row: CaseRow, at: Date): Promise<void> {
  if (row.unansweredMessageAt === null) return;
  row.unansweredMessageAt = null;
  await tellUnits(em, row, 'MESSAGE_ANSWERED', at);
}

/** A unit that is given a case learns who waits there already; the others know it. */
export async function joinWait(
  em: EntityManager,
  { id: caseId, unansweredMessageAt }: CaseRow,
  { unitId, at }: { unitId: string; at: Date },
): Promise<void> {
  if (unansweredMessageAt === null) return;
  await appendEvent(em, { caseId, act: 'MESSAGE_WAITING', at, unitId });
}

function later(one: Date | null | undefined, other: Date): Date {
  return one && one > other ? one : other;
}

function tellUnits(
  em: EntityManager,
  row: CaseRow,
  act: 'MESSAGE_WAITING' | 'MESSAGE_ANSWERED',
  at: Date,
): Promise<void> {
  const told = { caseId: row.id, act, at };
  return appendEvents(
    em,
    unitsToTell(row).map((unitId) => ({ ...told, unitId })),
  );
}
