import { useSyncExternalStore } from 'react';

const ROOT = '/dashboard';
const CHANGED = 'petition-route';

/** Where one is: the path below /dashboard and what follows the question mark. */
export interface Route {
  path: string;
  search: URLSearchParams;
}

function subscribe(listener: () => void): () => void {
  addEventListener('popstate', listener);
  addEventListener(CHANGED, listener);
  return () => {
    removeEventListener('popstate', listener);
    removeEventListener(CHANGED, listener);
  };
}

export function useRoute(): Route {
  const href = useSyncExternalStore(subscribe, () => location.href);
  const { pathname, searchParams } = new URL(href);
  return { path: pathname.slice(ROOT.length) || '/', search: searchParams };
}

export const addressOf = (path: string): string => `${ROOT}${path === '/' ? '' : path}`;

/** @param path below /dashboard */
export function goTo(path: string): void {
  history.pushState(null, '', addressOf(path));
  dispatchEvent(new Event(CHANGED));
}
