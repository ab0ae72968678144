import DataLoader from 'dataloader';

/**
 * Collects the keys asked for in one tick into one query; the answer is null where nothing is found.
 * Nothing is remembered between batches: a context may outlive a request (subscriptions), and a
 * mutation's answer must show what it just changed.
 * @param load reads the rows of distinct keys, in any order
 */
export function createLoader<Row>(
  load: (keys: string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row | null> {
  return new DataLoader<string, Row | null>(
    async (keys) => {
      const rows = await load([...new Set(keys)]);
      const byKey = new Map(rows.map((row) => [keyOf(row), row]));
      return keys.map((key) => byKey.get(key) ?? null);
    },
    { cache: false },
  );
}

/** As `createLoader`, for all rows that share a key, in the order they were read. */
export function createListLoader<Row>(
  load: (keys: string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row[]> {
  return new DataLoader<string, Row[]>(
    async (keys) => {
      const rows = await load([...new Set(keys)]);
      const byKey = Map.groupBy(rows, keyOf);
      return keys.map((key) => byKey.get(key) ?? []);
    },
    { cache: false },
  );
}
