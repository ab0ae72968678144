import { createHolder, type Watched } from '../../client/connection-state.ts';

/** Rows as a board shows them: what came meanwhile waits, so that nothing jumps under a reader. */
export interface LiveRows<Row extends { id: string }> extends Watched<LiveList<Row>> {
  /** New ones, the oldest first. @returns how many were not known */
  arrive: (rows: readonly Row[]) => number;
  /** What had been there before, the oldest first; nothing that is known changes its place. */
  fill: (rows: readonly Row[]) => void;
  /** Shows what waits. */
  show: () => void;
  /** Takes out what is over; it does not come again. */
  leave: (isOver: (row: Row) => boolean) => void;
  /** Lets go all of it. */
  clear: () => void;
}

export interface LiveList<Row> {
  /** The newest first. */
  shown: readonly Row[];
  /** Not shown yet, the newest first. */
  waiting: readonly Row[];
  /** Ids of those shown last, to be marked for a while. */
  fresh: ReadonlySet<string>;
}

/** More than anybody reads; older rows leave. */
const MOST_ROWS = 10_000;

export function createLiveRows<Row extends { id: string }>(
  orderOf: (row: Row) => string,
): LiveRows<Row> {
  const held = createHolder<LiveList<Row>>({ shown: [], waiting: [], fresh: new Set() });
  const known = new Set<string>();
  const byOrder = (a: Row, b: Row): number =>
    orderOf(a) < orderOf(b) ? 1 : orderOf(a) > orderOf(b) ? -1 : 0;
  const takeNew = (rows: readonly Row[]): Row[] =>
    rows.filter(({ id }) => {
      if (known.has(id)) return false;
      known.add(id);
      return true;
    });
  return {
    read: held.read,
    watch: held.watch,
    arrive: (rows) => {
      const added = takeNew(rows).reverse();
      if (added.length === 0) return 0;
      const { waiting, ...rest } = held.read();
      held.write({ ...rest, waiting: [...added, ...waiting].slice(0, MOST_ROWS) });
      return added.length;
    },
    fill: (rows) => {
      const { shown, ...rest } = held.read();
      const all = [...takeNew(rows).reverse(), ...shown];
      held.write({ ...rest, shown: all.toSorted(byOrder).slice(0, MOST_ROWS) });
    },
    show: () => {
      const { shown, waiting } = held.read();
      if (waiting.length === 0) return;
      const all = [...waiting, ...shown];
      // What was asked for late may have brought newer ones than wait.
      const isBehind = waiting.every((row) => shown[0] && orderOf(row) < orderOf(shown[0]));
      held.write({
        shown: (isBehind ? all.toSorted(byOrder) : all).slice(0, MOST_ROWS),
        waiting: [],
        fresh: new Set(waiting.map(({ id }) => id)),
      });
    },
    leave: (isOver) => {
      const { shown, waiting, fresh } = held.read();
      if (![...shown, ...waiting].some(isOver)) return;
      const isLeft = (row: Row): boolean => !isOver(row);
      held.write({ shown: shown.filter(isLeft), waiting: waiting.filter(isLeft), fresh });
    },
    clear: () => {
      known.clear();
      held.write({ shown: [], waiting: [], fresh: new Set() });
    },
  };
}
