import type { SubgraphEntry } from './composition-config.ts';
import type { Fault } from './composition/composed.ts';
import { openFileFeed } from './feeds/file-feed.ts';
import { openPolledFeed } from './feeds/polled-feed.ts';
import type { SdlFeed } from './feeds/sdl-feed.ts';

/** One subgraph of the configuration and what is known of its SDL. */
export interface SubgraphReading {
  name: string;
  url: string;
  /** Null where it could not be read; then there is a fault. */
  sdl: string | null;
  fault: Fault | null;
}

/** One feed for each subgraph of the configuration. */
export interface SubgraphFeeds extends Disposable {
  /** Opens and closes feeds so that there is one for each entry. */
  follow: (entries: readonly SubgraphEntry[]) => void;
  /** By name, the one that changed last first. */
  readings: () => Promise<SubgraphReading[]>;
}

interface SubgraphFeedsDeps {
  pollHeaders: () => Promise<Record<string, string>>;
  /** For one answer of a subgraph that is asked. */
  pollTimeoutMs: number;
  onChange: () => void;
}

export function createSubgraphFeeds(deps: SubgraphFeedsDeps): SubgraphFeeds {
  const feeds = new Map<string, { entry: SubgraphEntry; feed: SdlFeed }>();
  /** In the order in which they changed. */
  const seen = new Map<string, string>();
  const close = (name: string): void => {
    feeds.get(name)?.feed[Symbol.dispose]();
    feeds.delete(name);
    seen.delete(name);
  };
  return {
    follow: (entries) => {
      const names = new Set(entries.map(({ name }) => name));
      for (const name of [...feeds.keys()]) if (!names.has(name)) close(name);
      for (const entry of entries) {
        const known = feeds.get(entry.name);
        if (known && isSame(known.entry, entry)) continue;
        known?.feed[Symbol.dispose]();
        feeds.set(entry.name, { entry, feed: openFeed(entry, deps) });
      }
    },
    readings: async () => {
      const readings = await Promise.all([...feeds.values()].map(readOne));
      for (const reading of readings) {
        const text = JSON.stringify(reading);
        if (seen.get(reading.name) === text) continue;
        seen.delete(reading.name);
        seen.set(reading.name, text);
      }
      const order = [...seen.keys()];
      return readings.sort((one, other) => order.indexOf(other.name) - order.indexOf(one.name));
    },
    [Symbol.dispose]: () => {
      for (const name of [...feeds.keys()]) close(name);
    },
  };
}

async function readOne({
  entry: { name, url },
  feed,
}: {
  entry: SubgraphEntry;
  feed: SdlFeed;
}): Promise<SubgraphReading> {
  const reading = await feed.reading();
  return 'sdl' in reading
    ? { name, url, sdl: reading.sdl, fault: null }
    : { name, url, sdl: null, fault: reading.fault };
}

function openFeed({ url, origin }: SubgraphEntry, deps: SubgraphFeedsDeps): SdlFeed {
  const { onChange, pollHeaders: headers, pollTimeoutMs: timeoutMs } = deps;
  return origin.kind === 'file'
    ? openFileFeed(origin.path, onChange)
    : openPolledFeed({ url, everyMs: origin.everyMs, timeoutMs, headers, onChange });
}

function isSame(one: SubgraphEntry, other: SubgraphEntry): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
