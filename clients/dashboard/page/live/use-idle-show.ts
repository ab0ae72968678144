import { useEffect, useRef, type RefObject } from 'react';
import type { LiveRows } from './live-rows.ts';

const IDLE_MS = 8_000;
const LOOK_EVERY_MS = 1_000;

/**
 * Shows what waits by itself while nobody reads here: the pointer is elsewhere, nothing in it has
 * the focus, it stands at its beginning, and nothing was touched for some seconds.
 */
export function useIdleShow<Row extends { id: string }>(
  rows: LiveRows<Row>,
  isAtTop: () => boolean,
): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    let touchedAt = Date.now();
    const touch = (): void => {
      touchedAt = Date.now();
    };
    const look = (): void => {
      const element = ref.current;
      const isRead = element?.matches(':hover, :focus-within') ?? false;
      if (!isRead && isAtTop() && Date.now() - touchedAt >= IDLE_MS) rows.show();
    };
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const name of events) addEventListener(name, touch, { passive: true });
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const name of events) removeEventListener(name, touch);
    };
  }, [rows, isAtTop]);
  return ref;
}
