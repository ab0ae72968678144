import type { KeyRing } from './key-ring.ts';
import { KeySourceError } from './key-source-error.ts';

/** The ring that a process works with, which may become another while it does. */
export interface KeyHolder extends KeyRing {
  /**
   * Goes on with another ring. Keys that are not on it any more still open until the process ends, so
   * that one taken away too early loses nothing.
   * @returns whether another key seals now
   * @throws KeySourceError KEYS_CHANGED where a known key, or the index key, has become another
   */
  take: (next: KeyRing) => { isTurned: boolean };
}

export function createKeyHolder(first: KeyRing): KeyHolder {
  let ring = first;
  return {
    get current() {
      return ring.current;
    },
    get keys() {
      return ring.keys;
    },
    index: first.index,
    take: (next) => {
      checkSame(ring, next);
      const isTurned = next.current !== ring.current;
      ring = { ...next, keys: new Map([...ring.keys, ...next.keys]) };
      return { isTurned };
    },
  };
}

/** What was sealed or indexed with a key could not be opened or found by another of its name. */
function checkSame(ring: KeyRing, next: KeyRing): void {
  const changed = [...next.keys].filter(([id, key]) => !(ring.keys.get(id) ?? key).equals(key));
  const places = [
    ...changed.map(([id]) => `keys.${id}`),
    ...(next.index.equals(ring.index) ? [] : ['index']),
  ];
  if (places.length > 0)
    throw new KeySourceError(
      'KEYS_CHANGED',
      `expected the keys that are known to stay, came others at ${places.join(', ')}`,
    );
}
