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

/** What the browser keeps of a place for whoever comes back to it. */
interface Kept {
  /** The page itself led there. */
  isWithin?: boolean;
  /** The row of a list from which one left by the keyboard. */
  row?: string | undefined;
}

const kept = (): Kept => (history.state as Kept | null) ?? {};

/** @param path below /dashboard */
export function goTo(path: string): void {
  // a pointer needs no focus to come back to, and a list that has it counts as read
  const link = document.querySelector<HTMLElement>('[data-row-key] :focus-visible');
  const row = link?.closest<HTMLElement>('[data-row-key]')?.dataset.rowKey;
  history.replaceState({ ...kept(), row } satisfies Kept, '');
  history.pushState({ isWithin: true } satisfies Kept, '', addressOf(path));
  dispatchEvent(new Event(CHANGED));
}

/** Says where one is in other words: going back does not lead through them. */
export function callThis(path: string): void {
  history.replaceState(history.state, '', addressOf(path));
  dispatchEvent(new Event(CHANGED));
}

/** To where one came from; who came by an address finds the worklist. */
export function goBack(): void {
  if (kept().isWithin) history.back();
  else goTo('/worklist');
}

/** The key of the row from which this place was left, as long as one is back; null if by none. */
export const rowLeft = (): string | null => kept().row ?? null;
