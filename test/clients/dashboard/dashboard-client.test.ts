import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { createMemoryCursors } from '../../../clients/dashboard/client/cursor-store.ts';
import {
  createDashboardClient,
  type DashboardClient,
  type DashboardClientOptions,
} from '../../../clients/dashboard/client/dashboard-client.ts';
import { SignedOut } from '../../../clients/dashboard/client/token-source.ts';
import { until } from '../../gateway/support/until.ts';
import { startLiveCity, type LiveCity } from './support/live-city.ts';

interface Seen {
  numbers: number[];
  gaps: number;
  refusals: string[];
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function open(city: LiveCity, options: Partial<DashboardClientOptions> = {}): DashboardClient {
  return createDashboardClient({
    url: `${city.url}/graphql`,
    token: async () => 'token',
    webSocket: WebSocket,
    batchMs: 5,
    ...options,
  });
}

function watch(client: DashboardClient): Seen {
  const seen: Seen = { numbers: [], gaps: 0, refusals: [] };
  client.watchAssignments(
    {},
    {
      onEvents: (events) => {
        for (const { assignment } of events)
          seen.numbers.push(Number(assignment.id.replace('assignment-', '')));
      },
      onGap: () => (seen.gaps += 1),
      onRefused: ({ code }) => seen.refusals.push(code),
    },
  );
  return seen;
}

const isLive = (client: DashboardClient): boolean => client.connection.read().phase === 'LIVE';

describe('the dashboard client', () => {
  it('begins with what is open and goes on with what comes', async () => {
    await using city = await startLiveCity();
    city.issue(3);
    await using client = open(city);
    const seen = watch(client);
    await until('what is open', () => seen.numbers.length === 3);
    city.issue(2);
    await until('what is new', () => seen.numbers.length === 5);
    expect(seen.numbers).toEqual(upTo(5));
    expect(city.asked()).toEqual([{ after: null, withOpen: true }]);
    expect(client.lag().eventMs).not.toBeNull();
  });

  // 1011 and 4500 end graphql-ws for good; 1000 makes it reconnect without a pause.
  it.each([1000, 1001, 1011, 1012, 1013, 4403, 4408, 4500])(
    'has each event once, in order, after a close with %i',
    async (code) => {
      await using city = await startLiveCity();
      await using client = open(city);
      const seen = watch(client);
      city.issue(4);
      await until('the first events', () => seen.numbers.length === 4);
      city.admit(false);
      city.cut(code);
      await until('the loss', () => client.connection.read().phase === 'RECONNECTING');
      city.issue(200);
      city.admit(true);
      client.hurry();
      await until('all events', () => seen.numbers.length === 204);
      expect(seen.numbers).toEqual(upTo(204));
      expect(city.asked().at(-1)).toEqual({ after: '4', withOpen: false });
      expect(isLive(client)).toBe(true);
    },
  );

  it('counts its tries, and says that what is shown is old once they are long in vain', async () => {
    await using city = await startLiveCity();
    await using client = open(city, { lostAfterMs: 50 });
    const phases: string[] = [];
    client.connection.watch(() => {
      const state = client.connection.read();
      phases.push('attempt' in state ? `${state.phase} ${state.attempt}` : state.phase);
    });
    const seen = watch(client);
    city.issue(1);
    await until('live', () => seen.numbers.length === 1);
    city.admit(false);
    city.cut(1001);
    await until('lost', () => client.connection.read().phase === 'LOST');
    const lost = client.connection.read();
    expect('asOf' in lost && lost.asOf).toEqual(expect.any(Number));
    expect(phases.slice(0, 2)).toEqual(['LIVE', 'RECONNECTING 1']);
    city.admit(true);
    client.hurry();
    await until('live again', () => isLive(client));
  });

  it('notices a line on which nothing passes any more', async () => {
    await using city = await startLiveCity();
    await using client = open(city, { keepAliveMs: 400 });
    const seen = watch(client);
    city.issue(1);
    await until('live', () => seen.numbers.length === 1);
    city.freeze();
    city.issue(5);
    await until('all events', () => seen.numbers.length === 6);
    expect(seen.numbers).toEqual(upTo(6));
  });

  it('asks for another token when its own is refused, and misses nothing meanwhile', async () => {
    await using city = await startLiveCity();
    const asked: boolean[] = [];
    await using client = open(city, {
      token: async ({ isRefused }) => `token ${String(asked.push(isRefused))}`,
    });
    const seen = watch(client);
    city.issue(1);
    await until('live', () => seen.numbers.length === 1);
    city.cut(4403);
    city.issue(1);
    await until('all events', () => seen.numbers.length === 2);
    expect(asked).toEqual([false, true]);
    expect(city.tokens()).toEqual(['Bearer token 1', 'Bearer token 2']);
  });

  it('is disposed of in peace while it connects to a gateway that hangs up', async () => {
    const waiting: Socket[] = [];
    const server = createServer((socket) => waiting.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = createDashboardClient({
      url: `http://127.0.0.1:${String(port)}/graphql`,
      token: async () => 'token',
      webSocket: WebSocket,
    });
    await until('a connection', () => waiting.length === 1);
    const disposed = client[Symbol.asyncDispose]();
    for (const socket of waiting) socket.destroy();
    await expect(disposed).resolves.toBeUndefined();
    server.close();
  });

  it('tries no longer when nobody is signed in', async () => {
    await using city = await startLiveCity();
    await using client = open(city, {
      token: async () => {
        throw new SignedOut();
      },
    });
    await until('signed out', () => client.connection.read().phase === 'SIGNED_OUT');
    expect(city.tokens()).toEqual([]);
  });

  it('says that there may be a gap where a feed of now had no event before its connection was lost', async () => {
    await using city = await startLiveCity();
    await using client = open(city);
    let gaps = 0;
    const numbers: string[] = [];
    client.watchCases(
      {},
      {
        onEvents: (events) => numbers.push(...events.map((event) => event.case?.id ?? '')),
        onGap: () => (gaps += 1),
      },
    );
    await until('live', () => isLive(client));
    city.cut(1001);
    await until('live again', () => city.tokens().length === 2 && isLive(client));
    expect(gaps).toBe(1);
    await until('the listener', () => city.watchers() === 1);
    city.happen([1]);
    await until('the event', () => numbers.length === 1);
    city.cut(1001);
    city.happen([2]);
    await until('the next event', () => numbers.length === 2);
    expect({ numbers, gaps }).toEqual({ numbers: ['case-1', 'case-2'], gaps: 1 });
  });

  it('tells of a case what happened last, so that what is asked for then is never older', async () => {
    await using city = await startLiveCity();
    city.happen([1]);
    await using client = open(city);
    const cursors: string[] = [];
    client.watchCase('case-1', {
      onEvents: (events) => cursors.push(...events.map(({ cursor }) => cursor)),
    });
    await until('what happened before', () => cursors.length === 1);
    city.cut(1001);
    city.happen([1]);
    await until('what happened meanwhile', () => cursors.length === 2);
    expect(cursors).toEqual(['1', '2']);
  });

  it('goes on after a reload where it was, with nothing twice', async () => {
    await using city = await startLiveCity();
    const cursors = createMemoryCursors();
    {
      await using client = open(city, { cursors });
      const seen = watch(client);
      city.issue(3);
      await until('three', () => seen.numbers.length === 3);
    }
    city.issue(2);
    await using client = open(city, { cursors });
    const seen = watch(client);
    await until('two more', () => seen.numbers.length === 2);
    expect(seen.numbers).toEqual([4, 5]);
  });

  it('says that there is a gap when its cursor has expired, and begins anew with what is open', async () => {
    await using city = await startLiveCity();
    city.issue(3);
    const cursors = createMemoryCursors();
    cursors.write('assignments {}', '2');
    city.refuseNext('CURSOR_EXPIRED', { startOver: '3' });
    await using client = open(city, { cursors });
    const seen = watch(client);
    await until('what is open', () => seen.numbers.length === 3);
    expect(seen).toEqual({ numbers: upTo(3), gaps: 1, refusals: [] });
    expect(city.asked()).toEqual([
      { after: '2', withOpen: false },
      { after: null, withOpen: true },
    ]);
  });

  it('begins anew with what is open when its cursor is not of this city', async () => {
    await using city = await startLiveCity();
    city.issue(2);
    const cursors = createMemoryCursors();
    cursors.write('assignments {}', '99');
    city.refuseNext('CURSOR_INVALID');
    await using client = open(city, { cursors });
    const seen = watch(client);
    await until('what is open', () => seen.numbers.length === 2);
    expect(seen.gaps).toBe(1);
  });

  it('subscribes again where a subgraph was away, and not where it may not listen', async () => {
    await using city = await startLiveCity();
    city.refuseNext('SUBGRAPH_UNAVAILABLE');
    await using client = open(city);
    const seen = watch(client);
    city.issue(1);
    await until('the event', () => seen.numbers.length === 1);
    city.refuseNext('FORBIDDEN');
    const other = watch(client);
    await until('the refusal', () => other.refusals.length === 1);
    expect(seen.refusals).toEqual([]);
    expect(other).toEqual({ numbers: [], gaps: 0, refusals: ['FORBIDDEN'] });
  });
});
