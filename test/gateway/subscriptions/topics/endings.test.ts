import { describe, expect, it } from '@jest/globals';
import { startLogServer } from './log-server.ts';
import { createWorld, until } from './topics-world.ts';

describe('a cursor that is not kept any more', () => {
  it('ends exactly the members who came with it', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    const [gone, kept] = [server.append(), server.append(), server.append()];
    server.expired.add(gone.cursor);
    await using world = createWorld({ url: server.url });
    const live = world.join();
    const lost = [world.join({ after: gone.cursor }), world.join({ after: gone.cursor })];
    const found = world.join({ after: kept.cursor });
    const unknown = world.join({ after: 'nonsense' });
    await until(() => lost.every(({ ended }) => ended !== null), 'the end of both');
    await until(() => unknown.ended !== null, 'the end of the third');
    for (const { ended } of lost)
      expect(ended).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
    expect(unknown.ended).toMatchObject([{ extensions: { code: 'CURSOR_INVALID' } }]);
    const next = server.append();
    await until(() => live.cursors.length === 1, 'the next event');
    await until(() => found.cursors.length === 2, 'what was missed, and the next event');
    expect(found.cursors.at(-1)).toBe(next.cursor);
    expect([live.ended, found.ended]).toEqual([null, null]);
  });
});

describe('a member whose transport is full', () => {
  it('costs the others nothing, and goes on where it was', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    await using world = createWorld({ url: server.url });
    let hasRoom = false;
    const slow = world.join({ hasRoom: () => hasRoom });
    const fast = world.join();
    await until(() => server.readers().length === 1, 'an upstream');
    const entries = Array.from({ length: 100 }, () => server.append());
    await until(() => fast.cursors.length === 100, 'all events at the fast one');
    expect(slow.cursors).toEqual([entries[0]?.cursor]);
    hasRoom = true;
    slow.seat.resume();
    await until(() => slow.cursors.length === 100, 'all events at the slow one');
    expect(slow.cursors).toEqual(fast.cursors);
  });

  it('falls behind when its next event is kept no longer', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    const tail = { maxEvents: 10, maxBytes: 1_000_000 };
    await using world = createWorld({ url: server.url, settings: { tail } });
    const slow = world.join({ hasRoom: () => false });
    const fast = world.join();
    await until(() => server.readers().length === 1, 'an upstream');
    for (let count = 1; count <= 30; count += 1) {
      server.append();
      await until(() => fast.cursors.length === count, 'the event at the fast one');
    }
    expect(slow.cursors).toHaveLength(1);
    expect(slow.hasFallenBehind).toBe(true);
    const back = world.join({ after: slow.cursors[0] ?? null });
    await until(() => back.cursors.length === 29, 'what it missed');
    expect(back.cursors).toEqual(fast.cursors.slice(1));
  });
});

describe('an event whose join hangs', () => {
  it('holds up those behind it, and all come in their order', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    const answer = Promise.withResolvers<null>();
    let isFirst = true;
    const beforeJoin = (): Promise<null> => {
      const held = isFirst ? answer.promise : Promise.resolve(null);
      isFirst = false;
      return held;
    };
    await using world = createWorld({ url: server.url, beforeJoin });
    const member = world.join();
    await until(() => server.readers().length === 1, 'an upstream');
    const entries = [server.append(), server.append(), server.append()];
    await until(() => world.joins.size === 3, 'a join for each');
    expect(member.cursors).toEqual([]);
    answer.resolve(null);
    await until(() => member.cursors.length === 3, 'all events');
    expect(member.cursors).toEqual(entries.map(({ cursor }) => cursor));
  });
});

describe('a subscription without cursors', () => {
  const TICKED = 'subscription ($kind: String) { ticked(kind: $kind) }';

  it('is shared too, and ends for all when its subgraph is lost', async () => {
    await using server = await startLogServer({ watermarks: 'none' });
    await using world = createWorld({ url: server.url });
    const members = [world.join({ query: TICKED }), world.join({ query: TICKED })];
    await until(() => server.readers().length === 1, 'one upstream');
    server.append();
    await until(() => members.every(({ events }) => events.length === 1), 'the event at both');
    expect(members[0]?.events[0]?.text).toBe('{"data":{"ticked":1}}');
    for (const reader of server.readers()) server.lose(reader);
    await until(() => members.every(({ ended }) => ended !== null), 'the end of both');
    expect(members[0]?.ended).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(world.topics.stats().upstreams).toBe(0);
  });
});
