import { useSyncExternalStore } from 'react';

const query = matchMedia('(prefers-reduced-motion: reduce)');

/** Whether the visitor's device asks for as little motion as may be. */
export const wantsStillness = (): boolean => query.matches;

/** The same, followed while the page is open. */
export const useStillness = (): boolean => useSyncExternalStore(follow, wantsStillness);

function follow(onChange: () => void): () => void {
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
