import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { SubgraphSource } from '../execution/fetch/subgraph-source.ts';
import { closeWhenIdle, type IdleSource } from './idle-source.ts';
import type { RegistryState } from './registry-state.ts';

/** By whom a partition is served; `undecided` while the registry was never read. */
export type Place =
  | { kind: 'own'; endpoint: SubgraphSource; url: string; partitions: readonly string[] }
  | { kind: 'city' }
  | { kind: 'unknown' }
  | { kind: 'undecided' };

export type PlaceOf = (partition: string) => Place;

/** One system, which may serve several partitions. */
export interface EndpointPlace {
  url: string;
  partitions: readonly string[];
}

export interface JoinedSystem extends EndpointPlace {
  endpoint: SubgraphSource;
}

export interface Endpoints extends AsyncDisposable {
  placeOf: PlaceOf;
  /** The systems that have joined. */
  joined: () => JoinedSystem[];
  /** Those that have left and still owe an answer. */
  leaving: () => EndpointPlace[];
  /** Resolves once the registry was tried for the first time. */
  decided: () => Promise<unknown> | undefined;
  /** The registry was tried, in vain if there is no state. */
  tried: (state: RegistryState | null) => void;
}

interface EndpointsDeps {
  open: (place: EndpointPlace) => SubgraphSource & AsyncDisposable;
  log: Logger;
}

const CITY: Place = { kind: 'city' };
const UNKNOWN: Place = { kind: 'unknown' };
const UNDECIDED: Place = { kind: 'undecided' };

/** The systems that have joined; those that stay keep their connections through every change. */
export function createEndpoints({ open, log }: EndpointsDeps): Endpoints {
  const sources = new Map<string, { source: IdleSource; place: EndpointPlace }>();
  const leaving = new Set<EndpointPlace>();
  const first = Promise.withResolvers<undefined>();
  let isDecided = false;
  let places: ReadonlyMap<string, Place> | null = null;
  let joined: JoinedSystem[] = [];
  const close = (source: IdleSource): Promise<void> =>
    source.close().catch((error: unknown) => {
      log.warn({ err: error }, 'could not close the connections of a district system');
    });
  const follow = (state: RegistryState): void => {
    const wanted = placesOf(state);
    joined = [];
    const next = new Map<string, Place>(Object.keys(state).map((code) => [code, CITY]));
    for (const [name, place] of wanted) {
      const endpoint = sources.get(name)?.source ?? closeWhenIdle(open(place));
      sources.set(name, { source: endpoint, place });
      joined.push({ endpoint, ...place });
      for (const partition of place.partitions)
        next.set(partition, { kind: 'own', endpoint, ...place });
    }
    places = next;
    for (const [name, { source, place }] of sources)
      if (!wanted.has(name)) {
        sources.delete(name);
        leaving.add(place);
        void close(source).then(() => leaving.delete(place));
      }
  };
  return {
    placeOf: (partition) => (places ? (places.get(partition) ?? UNKNOWN) : UNDECIDED),
    joined: () => joined,
    leaving: () => [...leaving],
    decided: () => (isDecided ? undefined : first.promise),
    tried: (state) => {
      if (state) follow(state);
      isDecided = true;
      first.resolve(undefined);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...sources.values()].map(({ source }) => close(source)));
    },
  };
}

/** A system that serves other partitions than before is another one: its tokens name them. */
function placesOf(state: RegistryState): Map<string, EndpointPlace> {
  const byUrl = Map.groupBy(
    Object.entries(state).filter(([, url]) => url !== null),
    ([, url]) => url ?? '',
  );
  return new Map(
    [...byUrl].map(([url, entries]) => {
      const partitions = entries.map(([code]) => code).sort();
      return [`${url} ${partitions.join()}`, { url, partitions }];
    }),
  );
}
