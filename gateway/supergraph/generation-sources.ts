import type { SubgraphSource } from '../execution/fetch/subgraph-source.ts';
import type { SubgraphPlace, SubgraphPools } from './subgraph-pools.ts';

/**
 * The subgraphs of one generation. While anybody holds it its connections are open; the first
 * hold after a while without opens them again, so an operation that was validated just before
 * a swap finds what it needs.
 */
export interface GenerationSources {
  places: readonly SubgraphPlace[];
  /** @throws Error for an unknown name, or while nobody holds the generation */
  sourceOf: (subgraph: string) => SubgraphSource;
  hold: () => Disposable;
}

export function createGenerationSources(
  pools: SubgraphPools,
  places: readonly SubgraphPlace[],
): GenerationSources {
  const leases = new Map<string, ReturnType<SubgraphPools['lease']>>();
  let holders = 0;
  const release = (): void => {
    holders -= 1;
    if (holders > 0) return;
    for (const lease of leases.values()) lease.release();
    leases.clear();
  };
  return {
    places,
    sourceOf: (subgraph) => {
      const lease = leases.get(subgraph);
      if (lease) return lease.source;
      throw new Error(
        places.some(({ name }) => name === subgraph)
          ? `the generation was used for "${subgraph}" while nobody held it`
          : `no subgraph is named "${subgraph}"`,
      );
    },
    hold: () => {
      holders += 1;
      if (holders === 1) for (const place of places) leases.set(place.name, pools.lease(place));
      let isHeld = true;
      return {
        [Symbol.dispose]: () => {
          if (isHeld) release();
          isHeld = false;
        },
      };
    },
  };
}
