import { codedError } from '../../kit/errors.ts';
import { decodeCursor, encodeCursor } from '../../kit/pages/keyset.ts';
import type { AlertLevel } from '../alerts/alert.rules.ts';
import type { CaseEventRow } from './case-event.entity.ts';

/**
 * A place in the log, whose order is (xid, seq): a reader there has read everything before it.
 * Sequence numbers alone would not do: they are drawn in another order than transactions commit.
 */
export interface Position {
  xid: string;
  seq: string;
}

/** An event as it is delivered; the level is its alert's. */
export interface LoggedEvent extends CaseEventRow {
  level: AlertLevel | null;
}

/** What a reader wants to see; null means all. */
export interface EventFilter {
  act: 'ASSIGNMENT_ISSUED' | 'OVERDUE_ALERTED' | 'UNREAD_ALERTED';
  units: readonly string[] | null;
  levels: readonly AlertLevel[] | null;
}

const MAX_XID = 2n ** 64n - 1n;
const MAX_SEQ = 2n ** 63n - 1n;

export function isBefore(one: Position, other: Position): boolean {
  const [oneXid, otherXid] = [BigInt(one.xid), BigInt(other.xid)];
  return oneXid === otherXid ? BigInt(one.seq) < BigInt(other.seq) : oneXid < otherXid;
}

export function isWanted(event: LoggedEvent, { act, units, levels }: EventFilter): boolean {
  return (
    event.act === act &&
    (units === null || isIn(units, event.unitId)) &&
    (levels === null || isIn(levels, event.level))
  );
}

function isIn(wanted: readonly string[], value: string | null | undefined): boolean {
  return typeof value === 'string' && wanted.includes(value);
}

/** Opaque; names the act, so that another subscription's cursor is refused. */
export function toCursor(event: Pick<CaseEventRow, 'act' | 'xid' | 'seq'>): string {
  return encodeCursor([event.act, event.xid, event.seq]);
}

/** Opaque; a place between events, so it names no act. */
export function toHeadCursor({ xid, seq }: Position): string {
  return encodeCursor([null, xid, seq]);
}

/** @throws CURSOR_INVALID unless it was made by a subscription to this act, or of the head */
export function fromCursor(cursor: string, act: EventFilter['act']): Position {
  const [madeFor, xid, seq] = decodeCursor(cursor, 3);
  if ((madeFor === act || madeFor === null) && isCount(xid, MAX_XID) && isCount(seq, MAX_SEQ))
    return { xid, seq };
  throw invalidCursor();
}

export function invalidCursor(): Error {
  return codedError(
    'CURSOR_INVALID',
    'after: expected a cursor of this subscription, but got something else.',
    { argument: 'after' },
  );
}

function isCount(text: string | null | undefined, max: bigint): text is string {
  return typeof text === 'string' && /^\d{1,20}$/.test(text) && BigInt(text) <= max;
}
