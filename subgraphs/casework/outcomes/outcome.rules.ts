import type { Actor } from '../../../schema/contract/actor.ts';
import { codedError, forbidden, unauthenticated } from '../../kit/errors.ts';
import { decodeCursor, encodeCursor } from '../../kit/pages/keyset.ts';
import { isSerial } from '../../kit/pages/serial-cursor.ts';
import type { Position } from '../events/event-position.ts';

const CURSOR_NAME = 'case-outcomes';
const START: Position = { xid: '0', seq: '0' };

/** @throws UNAUTHENTICATED, or FORBIDDEN for whoever is no mailbox's system */
export function mailboxAsking(actor: Actor): string {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  if (actor.role === 'SYSTEM' && actor.unit !== null) return actor.unit;
  throw forbidden('read what became of the letters of a mailbox you do not serve');
}

/** Opaque; names the list, so that another one's cursor is refused. */
export function toOutcomeCursor({ xid, seq }: Position): string {
  return encodeCursor([CURSOR_NAME, xid, seq]);
}

/** @param cursor null begins with the first outcome there ever was. @throws CURSOR_INVALID */
export function fromOutcomeCursor(cursor: string | null): Position {
  if (cursor === null) return START;
  const [name, xid, seq] = decodeCursor(cursor, 3);
  if (name === CURSOR_NAME && isSerial(xid) && isSerial(seq)) return { xid, seq };
  throw invalidOutcomeCursor();
}

export function invalidOutcomeCursor(): Error {
  return codedError('CURSOR_INVALID', 'after: expected a cursor of caseOutcomes.', {
    argument: 'after',
  });
}
