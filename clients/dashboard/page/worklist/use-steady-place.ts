import type { TableRef } from 'antd/es/table';
import { useLayoutEffect, useRef, type RefObject } from 'react';

interface SteadyPlace {
  table: RefObject<TableRef | null>;
  /** To be told where the list stands, in px. */
  noteScroll: (top: number) => void;
}

/**
 * Keeps the rows that are read where they are while others come and leave above them. At the top of the list,
 * what is new shows, unless the pointer or the focus is in the list.
 */
export function useSteadyPlace(
  rows: readonly { id: string }[],
  rowPx: number,
  list: RefObject<HTMLElement | null>,
): SteadyPlace {
  const table = useRef<TableRef>(null);
  const scrollTop = useRef(0);
  const before = useRef(rows);
  useLayoutEffect(() => {
    const moved = rowsMoved(before.current, rows, Math.floor(scrollTop.current / rowPx));
    before.current = rows;
    const isRead = scrollTop.current > 0 || list.current?.matches(':hover, :focus-within');
    if (moved === 0 || !isRead) return;
    scrollTop.current = Math.max(0, scrollTop.current + moved * rowPx);
    table.current?.scrollTo({ top: scrollTop.current });
  }, [rows, rowPx, list]);
  return {
    table,
    noteScroll: (top) => {
      scrollTop.current = top;
    },
  };
}

/** By how many places the row at a place, or the next that is still there, has moved. */
function rowsMoved(
  before: readonly { id: string }[],
  now: readonly { id: string }[],
  place: number,
): number {
  if (before === now || before.length === 0) return 0;
  const places = new Map(now.map(({ id }, index) => [id, index]));
  for (const [index, { id }] of before.slice(place).entries()) {
    const found = places.get(id);
    if (found !== undefined) return found - (place + index);
  }
  return 0;
}
