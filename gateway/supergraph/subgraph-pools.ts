import type { SubgraphSource } from '../execution/fetch/subgraph-source.ts';

/** One subgraph and where it is. */
export interface SubgraphPlace {
  name: string;
  url: string;
}

/** Makes the source by which the executor reaches a subgraph. */
export type OpenSource = (place: SubgraphPlace) => SubgraphSource & AsyncDisposable;

interface Lease {
  source: SubgraphSource;
  release: () => void;
}

/** Generations that reach the same subgraph at the same address share its connections. */
export interface SubgraphPools extends AsyncDisposable {
  lease: (place: SubgraphPlace) => Lease;
}

interface Entry {
  source: SubgraphSource & AsyncDisposable;
  leases: number;
}

/** @param onCloseFailed is told of a source that could not be closed; nobody else waits for it */
export function createSubgraphPools(
  openSource: OpenSource,
  onCloseFailed: (error: unknown) => void,
): SubgraphPools {
  const entries = new Map<string, Entry>();
  const closing = new Set<Promise<void>>();
  const close = (key: string, { source }: Entry): void => {
    entries.delete(key);
    const closed = Promise.resolve(source[Symbol.asyncDispose]())
      .catch(onCloseFailed)
      .finally(() => closing.delete(closed));
    closing.add(closed);
  };
  return {
    lease: (place) => {
      const key = `${place.name} ${place.url}`;
      const entry = entries.get(key) ?? { source: openSource(place), leases: 0 };
      entries.set(key, entry);
      entry.leases += 1;
      return {
        source: entry.source,
        release: () => {
          entry.leases -= 1;
          // after the disposal below another entry may stand under the key
          if (entry.leases === 0 && entries.get(key) === entry) close(key, entry);
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      for (const [key, entry] of [...entries]) close(key, entry);
      await Promise.all(closing);
    },
  };
}
