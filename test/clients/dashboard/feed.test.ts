import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import type { Client, Sink, SubscribePayload } from 'graphql-ws';
import { createMemoryCursors } from '../../../clients/dashboard/client/cursor-store.ts';
import { createFeed, type CursorEvent } from '../../../clients/dashboard/client/feed.ts';
import { until } from '../../gateway/support/until.ts';

interface Subscription {
  after: unknown;
  sink: Sink;
}

/** A connection on which the test tells each subscription what comes. */
function createConnection() {
  const subscriptions: Subscription[] = [];
  const subscribe = ({ variables }: SubscribePayload, sink: Sink) => {
    subscriptions.push({ after: variables?.after, sink });
    return () => undefined;
  };
  return { subscriptions, client: { subscribe } as unknown as Client };
}

function openFeed(beginsWithOpen: boolean) {
  const { subscriptions, client } = createConnection();
  const seen: string[] = [];
  const feed = createFeed<CursorEvent>({
    name: 'feed',
    document: parse('subscription { event }'),
    variables: {},
    beginsWithOpen,
    after: null,
    eventOf: (data) => data as CursorEvent,
    cursors: createMemoryCursors(),
    batchMs: 0,
    noteData: () => undefined,
    sink: {
      onEvents: (events) => seen.push(...events.map(({ cursor }) => cursor)),
      onGap: () => seen.push('gap'),
    },
  });
  feed.connect(client);
  return { feed, seen, subscriptions };
}

const event = (cursor: string) => ({ data: { cursor, at: '2026-03-02T00:00:00Z' } });
const AWAY = [{ message: 'away', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] as never;

describe('a feed of the dashboard client', () => {
  it('asks again for an event that cannot be had, whatever was told behind it at one go', async () => {
    const { feed, seen, subscriptions } = openFeed(true);
    const first = subscriptions[0]!.sink;
    first.next(event('1'));
    first.next({ data: null, errors: AWAY });
    first.next(event('3'));
    await until('another subscription', () => subscriptions.length === 2);
    expect(subscriptions[1]?.after).toBe('1');
    for (const cursor of ['2', '3']) subscriptions[1]!.sink.next(event(cursor));
    feed.close();
    expect(seen).toEqual(['1', '2', '3']);
  });

  it('says that there may be a gap where a feed of now ends, and begins at a later now', async () => {
    const { feed, seen, subscriptions } = openFeed(false);
    subscriptions[0]!.sink.error(AWAY);
    await until('another subscription', () => subscriptions.length === 2);
    expect(seen).toEqual(['gap']);
    subscriptions[1]!.sink.next(event('1'));
    subscriptions[1]!.sink.error(AWAY);
    await until('a third one', () => subscriptions.length === 3);
    feed.close();
    expect(seen).toEqual(['gap', '1']);
    expect(subscriptions[2]?.after).toBe('1');
  });
});
