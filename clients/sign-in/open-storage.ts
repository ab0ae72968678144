/** As on a device that is full: nothing is there, and nothing can be kept. */
const NOTHING_KEPT: Storage = {
  length: 0,
  getItem: () => null,
  setItem: () => {
    throw new Error('expected a device that keeps something, got one that forbids it');
  },
  removeItem: () => undefined,
  clear: () => undefined,
  key: () => null,
};

/**
 * The browser's storage; where it forbids even to look at it, as with all cookies blocked, one that keeps
 * nothing, so that a page can be read all the same.
 * @param look such as () => localStorage
 */
export function openStorage(look: () => Storage): Storage {
  try {
    return look();
  } catch {
    return NOTHING_KEPT;
  }
}
