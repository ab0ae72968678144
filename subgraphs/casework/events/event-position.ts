import { codedError } from '../../kit/errors.ts';
import { decodeCursor, encodeCursor } from '../../kit/pages/keyset.ts';
import { isKeptFrom, type CityOffice, type KeptFrom } from '../../kit/profile/kept-from.rules.ts';
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
  xid: string;
  level: AlertLevel | null;
  /** The city's office that must not know of its case, or both. */
  keptFrom: KeptFrom | null;
}

/** Each has cursors of its own. */
export type EventSubscription =
  'ASSIGNMENT_ISSUED' | 'OVERDUE_ALERTED' | 'UNREAD_ALERTED' | 'CASE_PROGRESSED' | 'CASE_EVENTS';

/** What a reader wants to see; null means all. */
export interface EventFilter {
  subscription: EventSubscription;
  acts: readonly CaseEventRow['act'][] | null;
  caseId: string | null;
  units: readonly string[] | null;
  /** Ids of the districts that have a part in the case. */
  districts: readonly string[] | null;
  levels: readonly AlertLevel[] | null;
  /** Not of cases that are kept from this office. */
  shownTo: CityOffice | null;
}

export const EVERY_EVENT: Omit<EventFilter, 'subscription'> = {
  acts: null,
  caseId: null,
  units: null,
  districts: null,
  levels: null,
  shownTo: null,
};

const MAX_XID = 2n ** 64n - 1n;
const MAX_SEQ = 2n ** 63n - 1n;

export function isBefore(one: Position, other: Position): boolean {
  const [oneXid, otherXid] = [BigInt(one.xid), BigInt(other.xid)];
  return oneXid === otherXid ? BigInt(one.seq) < BigInt(other.seq) : oneXid < otherXid;
}

/**
 * Where to go on once all was read up to an end: that may lie before one found earlier, since a
 * stranger's transaction that just ended is not known as one (log-end.store.ts).
 */
export function later(one: Position, other: Position): Position {
  return isBefore(one, other) ? other : one;
}

export function isWanted(event: LoggedEvent, filter: EventFilter): boolean {
  const { acts, caseId, units, districts, levels, shownTo } = filter;
  return (
    (shownTo === null || !isKeptFrom(shownTo, event)) &&
    (acts === null || acts.includes(event.act)) &&
    (caseId === null || caseId === event.caseId) &&
    (units === null || isIn(units, event.unitId)) &&
    (districts === null || event.districts.some((district) => districts.includes(district))) &&
    (levels === null || isIn(levels, event.level))
  );
}

function isIn(wanted: readonly string[], value: string | null | undefined): boolean {
  return typeof value === 'string' && wanted.includes(value);
}

/** Opaque; names the subscription, so that another one's cursor is refused. */
export function toCursor(subscription: EventSubscription, { xid, seq }: Position): string {
  return encodeCursor([subscription, xid, seq]);
}

/** Opaque; a place between events, good for any subscription. */
export function toHeadCursor({ xid, seq }: Position): string {
  return encodeCursor([null, xid, seq]);
}

/** @throws CURSOR_INVALID unless it was made by this subscription, or of the head */
export function fromCursor(cursor: string, subscription: EventSubscription): Position {
  const [madeFor, xid, seq] = decodeCursor(cursor, 3);
  if (
    (madeFor === subscription || madeFor === null) &&
    isCount(xid, MAX_XID) &&
    isCount(seq, MAX_SEQ)
  )
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

/** @param now where the log stands */
export function cursorExpired(now: Position): Error {
  return codedError(
    'CURSOR_EXPIRED',
    'after: expected a cursor that events are still kept from, but got an older one. Start over: without it, ' +
      'with withOpen where the subscription has it, or from extensions.startOver on.',
    { argument: 'after', startOver: toHeadCursor(now) },
  );
}

function isCount(text: string | null | undefined, max: bigint): text is string {
  return typeof text === 'string' && /^\d{1,20}$/.test(text) && BigInt(text) <= max;
}
