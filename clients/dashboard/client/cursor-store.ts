/** Keeps how far each feed was told, so that a reload goes on from there. */
export interface CursorStore {
  read(feed: string): string | null;
  /** Null forgets it. */
  write(feed: string, cursor: string | null): void;
}

/** The part of the browser's Storage that is needed. */
interface KeptText {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** For programs that keep the cursor elsewhere, or begin anew with each start. */
export function createMemoryCursors(): CursorStore {
  const cursors = new Map<string, string>();
  return {
    read: (feed) => cursors.get(feed) ?? null,
    write: (feed, cursor) => {
      if (cursor === null) cursors.delete(feed);
      else cursors.set(feed, cursor);
    },
  };
}

/**
 * In localStorage or sessionStorage. A cursor is a place in a log and says nothing of anybody.
 * @param account whose cursors they are; another's are never taken
 */
export function createStoredCursors(storage: KeptText, account: string): CursorStore {
  const keyOf = (feed: string): string => `petition.cursor.${account}.${feed}`;
  const keep = (key: string, cursor: string): void => {
    try {
      storage.setItem(key, cursor);
    } catch {
      // A device that is full tells again after a reload what it was told since.
      return;
    }
  };
  return {
    read: (feed) => storage.getItem(keyOf(feed)),
    write: (feed, cursor) => {
      if (cursor === null) storage.removeItem(keyOf(feed));
      else keep(keyOf(feed), cursor);
    },
  };
}
