import type { Wish } from './composition/choose.ts';
import type { Fault, SubgraphSdl } from './composition/composed.ts';
import type { SubgraphReading } from './subgraph-feeds.ts';

/** What to start with. @param kept SDL that was served last before a restart, by name */
export function firstWishes(
  readings: readonly SubgraphReading[],
  kept: ReadonlyMap<string, string>,
): Wish[] {
  return readings.map(({ name, url, sdl }) => {
    const last = kept.get(name) ?? null;
    // what stands in for a subgraph that is away may be too old to fit: it must not be a condition
    return sdl === null
      ? { name, url, wanted: last, lastGood: null }
      : { name, url, wanted: sdl, lastGood: last };
  });
}

/** What the readings ask for, against what is served. */
export function nextWishes(
  readings: readonly SubgraphReading[],
  served: readonly SubgraphSdl[],
): Wish[] {
  const lastGood = new Map(served.map(({ name, sdl }) => [name, sdl]));
  const named = new Set(readings.map(({ name }) => name));
  const removed = served.filter(({ name }) => !named.has(name));
  return [
    ...removed.map(({ name, url, sdl }) => ({ name, url, wanted: null, lastGood: sdl })),
    ...readings.map(({ name, url, sdl }) => {
      const last = lastGood.get(name) ?? null;
      return { name, url, wanted: sdl ?? last, lastGood: last };
    }),
  ];
}

export function faultsOf(readings: readonly SubgraphReading[]): Map<string, Fault> {
  return new Map(readings.flatMap(({ name, fault }) => (fault ? [[name, fault] as const] : [])));
}
