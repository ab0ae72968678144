import { useLayoutEffect, useState } from 'preact/hooks';

const BASE = '/portal';
const MOVED = 'portal:moved';

/** Where the reader is: the path below /portal, and what only this step of the history knows. */
export interface Place {
  path: string;
  state: unknown;
}

function placeNow(): Place {
  const path = location.pathname.slice(BASE.length).replace(/\/$/, '');
  return { path: path === '' ? '/' : path, state: history.state as unknown };
}

/** @param state survives a reload and stays out of the address, as a query code must */
export function go(path: string, state: unknown = null): void {
  history.pushState(state, '', hrefOf(path));
  dispatchEvent(new Event(MOVED));
}

/** Goes on without a way back to where the reader was. */
export function replacePlace(path: string, state: unknown = null): void {
  history.replaceState(state, '', hrefOf(path));
  dispatchEvent(new Event(MOVED));
}

export function hrefOf(path: string): string {
  return path === '/' ? BASE : `${BASE}${path}`;
}

export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  // Before any effect: a page may send the reader elsewhere as soon as it is shown.
  useLayoutEffect(() => {
    const read = (): void => setPlace(placeNow());
    addEventListener('popstate', read);
    addEventListener(MOVED, read);
    return () => {
      removeEventListener('popstate', read);
      removeEventListener(MOVED, read);
    };
  }, []);
  return place;
}
