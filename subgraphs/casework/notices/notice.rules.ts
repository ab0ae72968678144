import type { Actor } from '../../../schema/contract/actor.ts';
import { codedError, forbidden, unauthenticated } from '../../kit/errors.ts';
import { decodeCursor, encodeCursor } from '../../kit/pages/keyset.ts';
import { isSerial } from '../../kit/pages/serial-cursor.ts';
import type { Position } from '../events/event-position.ts';
import type { CaseEventRow } from '../events/case-event.entity.ts';
import type { NoticeKind } from '../generated/resolver-types.ts';

/** Acts of which a petitioner is told, of messages those of units; the receipt is the mailbox's own, who has the query code. */
export const TOLD_ACTS = {
  CASE_ACCEPTED: 'ACCEPTED',
  CASE_DECLINED: 'DECLINED',
  EXTENSION_GRANTED: 'EXTENDED',
  REPLY_GIVEN: 'REPLIED',
  LETTER_HELD: 'MODERATED',
  LETTER_REJECTED: 'MODERATED',
  MESSAGE_SENT: 'MESSAGED',
} as const satisfies Partial<Record<CaseEventRow['act'], NoticeKind>>;

export type ToldAct = keyof typeof TOLD_ACTS;

/**
 * The begin of the ids of letters that a mailbox's system speaks for.
 * @throws UNAUTHENTICATED, or FORBIDDEN for whoever is no mailbox's system
 */
export function mailboxOf(actor: Actor): string {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  if (actor.role !== 'SYSTEM' || actor.unit === null)
    throw forbidden('ask for the notices of a mailbox');
  return `${actor.unit}:`;
}

/** When a notice reached the petitioner: never before the case was there, nor after now. */
export function reachedAt(
  at: Date,
  { registeredAt, now }: { registeredAt: Date; now: Date },
): Date {
  const latest = at > now ? now : at;
  return latest < registeredAt ? registeredAt : latest;
}

const CURSOR_NAME = 'notices-due';

/** Opaque; names the list, so that another one's cursor is refused. */
export function toDueCursor({ xid, seq }: Position): string {
  return encodeCursor([CURSOR_NAME, xid, seq]);
}

/** @throws CURSOR_INVALID */
export function fromDueCursor(cursor: string): Position {
  const [name, xid, seq] = decodeCursor(cursor, 3);
  if (name === CURSOR_NAME && isSerial(xid) && isSerial(seq)) return { xid, seq };
  throw codedError('CURSOR_INVALID', 'after: expected a cursor of noticesDue.', {
    argument: 'after',
  });
}
