import { useSyncExternalStore } from 'react';

/** What holds of the visitor's screen or device, read once or followed while the page is open. */
export function createMediaQuery(condition: string): {
  holds: () => boolean;
  useHolds: () => boolean;
} {
  const query = matchMedia(condition);
  const holds = (): boolean => query.matches;
  const follow = (onChange: () => void): (() => void) => {
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  };
  return { holds, useHolds: () => useSyncExternalStore(follow, holds) };
}
