import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compose, startFleet } from '../stubs/stub-fleet.ts';
import type { StubOrder } from './event-stub.ts';
import { EVENTS_SDL, JOINED_SUBGRAPHS } from './graph.ts';

/** Three subgraphs: one tells events, two know what an event is joined with. */
export interface LiveFleet extends Disposable {
  urls: Record<string, string>;
  supergraphSdl: string;
  /** @returns the new event's cursor */
  emit: () => string;
  /** Breaks every subscription at once, as a restart of the subgraph does. */
  cutUpstreams: () => void;
  /** Since the last time; of the upstreams those that are open now. */
  count: () => Promise<LiveCounts>;
}

export interface LiveCounts {
  upstreams: number;
  mostUpstreams: number;
  /** Requests to the two joined subgraphs, since the start. */
  fetches: number;
}

const STUB = fileURLToPath(new URL('event-stub.ts', import.meta.url));

export async function startLiveFleet(): Promise<LiveFleet> {
  const joined = await startFleet('live');
  const child = fork(STUB, { env: { NODE_ENV: 'production' } });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const order = (kind: StubOrder['kind']): void => void child.send({ kind } satisfies StubOrder);
  const urls = { ...joined.urls, events: `http://127.0.0.1:${port}/graphql` };
  let emitted = 0;
  return {
    urls,
    supergraphSdl: compose(
      [...Object.entries(JOINED_SUBGRAPHS), ['events', { sdl: EVENTS_SDL }]],
      urls,
    ),
    emit: () => {
      order('emit');
      emitted += 1;
      return cursorOf(emitted);
    },
    cutUpstreams: () => order('cut'),
    count: async () => {
      order('count');
      const [counts] = (await once(child, 'message')) as [Omit<LiveCounts, 'fetches'>];
      return { ...counts, fetches: (await joined.count()).requests };
    },
    [Symbol.dispose]: () => {
      child.kill();
      joined[Symbol.dispose]();
    },
  };
}

/** The log's cursors count from 1. */
export function cursorOf(number: number): string {
  return String(number).padStart(8, '0');
}
