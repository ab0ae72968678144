import type { TableRef } from 'antd/es/table';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { rowLeft } from '../route.ts';

/** Rows as a virtual table shows them. */
type Rows = readonly { id: string }[];

const STEPS: Readonly<Record<string, (place: number, last: number) => number>> = {
  ArrowDown: (place, last) => Math.min(place + 1, last),
  ArrowUp: (place) => Math.max(place - 1, 0),
  Home: () => 0,
  End: (_place, last) => last,
};

/** By so many frames a row that was scrolled to is there. */
const MOST_FRAMES = 20;

/**
 * Moves from row to row by the keyboard, as tabs cannot: of the rows only those in sight exist. Whoever comes back
 * from a case finds the focus on the row that led there.
 * @returns what the element around the table does with its keys
 */
export function useRowKeys(
  rows: Rows,
  box: RefObject<HTMLElement | null>,
  table: RefObject<TableRef | null>,
): (event: KeyboardEvent) => void {
  const left = useRef(rowLeft());
  const focus = (id: string): void => {
    table.current?.scrollTo({ key: id });
    focusOnceThere(box, id, MOST_FRAMES);
  };
  useEffect(() => {
    const id = left.current;
    if (id === null || !rows.some((row) => row.id === id)) return;
    left.current = null;
    focus(id);
  });
  return (event) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-row-key]');
    const step = STEPS[event.key];
    if (!row || !step) return;
    event.preventDefault();
    const place = rows.findIndex(({ id }) => id === row.dataset.rowKey);
    const next = rows[step(place, rows.length - 1)];
    if (next) focus(next.id);
  };
}

function focusOnceThere(box: RefObject<HTMLElement | null>, id: string, frames: number): void {
  const link = box.current?.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(id)}"] a`);
  if (link) link.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusOnceThere(box, id, frames - 1));
}
