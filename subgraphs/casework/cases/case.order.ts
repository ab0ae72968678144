import { codedError } from '../../kit/errors.ts';
import { decodeCursor, encodeCursor } from '../../kit/pages/keyset.ts';
import type { CaseOrder } from '../generated/resolver-types.ts';
import type { CaseRow } from './case.entity.ts';
import type { Condition } from './case.scope.ts';

/** The values by which a row has its place in an order. */
export interface OrderedBy {
  at: string | null;
  id: string;
}

interface Order {
  sql: string;
  /**
   * The rows after a place, null for the beginning, in parts that follow one another: each is one
   * stretch of the index, so that page n costs what page 1 costs.
   */
  parts: (place: OrderedBy | null) => Condition[];
  valueOf: (row: CaseRow) => Date | null | undefined;
}

const EVERY_ROW: Condition = { sql: 'true', params: [] };
const OWES_NOTHING: Condition = { sql: 'c.due_at is null', params: [] };

function byInstant(column: string, direction: 'asc' | 'desc', valueOf: Order['valueOf']): Order {
  const comparison = direction === 'asc' ? '>' : '<';
  return {
    sql: `c.${column} ${direction}, c.id ${direction}`,
    parts: (place) => [
      place === null
        ? EVERY_ROW
        : {
            sql: `(c.${column}, c.id) ${comparison} (?::timestamptz, ?)`,
            params: [place.at, place.id],
          },
    ],
    valueOf,
  };
}

/** Nulls sort last in ascending order: cases that owe nothing are the second part. */
const byDueAt: Order = {
  sql: 'c.due_at asc, c.id asc',
  parts: (place) => {
    if (place === null) return [{ sql: 'c.due_at is not null', params: [] }, OWES_NOTHING];
    const { at, id } = place;
    if (at === null) return [{ sql: 'c.due_at is null and c.id > ?', params: [id] }];
    return [{ sql: '(c.due_at, c.id) > (?::timestamptz, ?)', params: [at, id] }, OWES_NOTHING];
  },
  valueOf: (row) => row.dueAt,
};

export const ORDERS: Record<CaseOrder, Order> = {
  REGISTERED_AT_DESC: byInstant('registered_at', 'desc', (row) => row.registeredAt),
  REGISTERED_AT_ASC: byInstant('registered_at', 'asc', (row) => row.registeredAt),
  SUBMITTED_AT_DESC: byInstant('submitted_at', 'desc', (row) => row.submittedAt),
  SUBMITTED_AT_ASC: byInstant('submitted_at', 'asc', (row) => row.submittedAt),
  DUE_AT_ASC: byDueAt,
};

/** The cursor names its order: a place in one order means nothing in another. */
export function cursorOf(order: CaseOrder, row: CaseRow): string {
  return encodeCursor([order, ORDERS[order].valueOf(row)?.toISOString() ?? null, row.id]);
}

/** @throws CURSOR_INVALID for a cursor of another order, or none at all */
export function placeOf(order: CaseOrder, cursor: string): OrderedBy {
  const [name, at, id] = decodeCursor(cursor, 3);
  if (name === order && id && isInstant(order, at ?? null)) return { at: at ?? null, id };
  throw codedError('CURSOR_INVALID', `after: expected a cursor of a list in order ${order}.`, {
    argument: 'after',
  });
}

function isInstant(order: CaseOrder, at: string | null): boolean {
  if (at === null) return order === 'DUE_AT_ASC';
  const instant = new Date(at);
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === at;
}
