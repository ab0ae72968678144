import type { CaseFilter, WorklistCaseFragment } from '../../generated/operations.ts';
import { nextLimit } from '../due.ts';

type Row = WorklistCaseFragment;

/** Rows after some of their cases changed, and which of them are not as they were. */
export interface Changed {
  rows: readonly Row[];
  fresh: ReadonlySet<string>;
}

/**
 * Takes cases as they are now into a list ordered by what is due first: rows come, change, move and leave.
 * @param isWhole no page is left to fetch; else what belongs behind the last row comes with its page
 */
export function takeChanges(
  rows: readonly Row[],
  changes: readonly Row[],
  isWanted: (row: Row) => boolean,
  isWhole: boolean,
): Changed {
  const latest = new Map(changes.map((row) => [row.id, row]));
  const last = rows.at(-1);
  const kept = rows.filter(({ id }) => !latest.has(id));
  const placed = [...latest.values()].filter(
    (row) => isWanted(row) && (isWhole || (last !== undefined && compare(row, last) <= 0)),
  );
  return {
    rows: merge(kept, placed.toSorted(compare)),
    fresh: new Set(placed.map(({ id }) => id)),
  };
}

/** What the server's filter of the worklist holds for, said of one case. */
export function isIn(filter: CaseFilter, row: Row, now: number): boolean {
  const { states, units, isOverdue, hasUnansweredMessage } = filter;
  const due = nextLimit(row.deadlines);
  const own = [row.mailboxUnit?.id, ...row.handlingUnits.map((unit) => unit?.id)];
  return (
    (!states || states.includes(row.state)) &&
    (!units || own.some((id) => id !== undefined && units.includes(id))) &&
    (hasUnansweredMessage !== true || row.unansweredMessageAt !== null) &&
    (isOverdue !== true || (due !== null && Date.parse(due.dueAt) <= now))
  );
}

/** As the server orders them: the soonest open limit first, what owes nothing last. */
function compare(a: Row, b: Row): number {
  const [dueOfA, dueOfB] = [dueOf(a), dueOf(b)];
  if (dueOfA !== dueOfB) return dueOfA - dueOfB;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function dueOf({ deadlines }: Row): number {
  const limit = nextLimit(deadlines);
  return limit ? Date.parse(limit.dueAt) : Number.MAX_VALUE;
}

/** Both are in order. */
function merge(one: readonly Row[], other: readonly Row[]): Row[] {
  const merged: Row[] = [];
  let next = 0;
  for (const row of one) {
    for (let each = other[next]; each && compare(each, row) < 0; each = other[next]) {
      merged.push(each);
      next += 1;
    }
    merged.push(row);
  }
  return [...merged, ...other.slice(next)];
}
