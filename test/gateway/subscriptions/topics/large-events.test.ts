import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startLogServer, type LogServer } from './log-server.ts';
import { createWorld, until, type TestMember, type World } from './topics-world.ts';

/** Small for the log, and a whole letter once it is joined. */
const EVENT_BYTES = 50_000;
/** Room for 20 of them. */
const TAIL = { maxEvents: 4_096, maxBytes: 20 * EVENT_BYTES };
/** Half of the tail, and the joins that were under way when it was full. */
const MOST_AHEAD = 10 + 16;

const cursorsOf = (entries: readonly { cursor: string }[]) => entries.map(({ cursor }) => cursor);

function createLargeWorld(server: LogServer): World {
  const nameOf = (id: string) => `${id} ${'x'.repeat(EVENT_BYTES)}`;
  return createWorld({ url: server.url, settings: { tail: TAIL }, nameOf });
}

/** A member whose transport is full after each event, until the test says otherwise. */
function joinSlow(world: World, after: string): TestMember {
  return world.join({ after, hasRoom: () => false });
}

async function readOne(member: TestMember): Promise<void> {
  const count = member.events.length;
  member.seat.resume();
  await until(() => member.events.length > count || member.hasFallenBehind, 'one more event');
}

describe('a member far behind, with events much larger than the tail can keep', () => {
  it('catches up at its own pace: each event once, in order, never sent away, few of them waiting', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    await using world = createLargeWorld(server);
    const past = Array.from({ length: 300 }, () => server.append());
    const live = world.join();
    await until(() => server.readers().length === 1, 'the live upstream');
    // the tail is full of its own
    for (let count = 1; count <= 40; count += 1) {
      server.append();
      await until(() => live.events.length === count, 'a live event');
    }

    const slow = joinSlow(world, past[0]?.cursor ?? '');
    await until(() => slow.events.length === 1, 'the first event');
    let mostAhead = 0;
    while (slow.events.length < server.entries.length - 1 && !slow.hasFallenBehind) {
      await readOne(slow);
      if (slow.events.length % 10 === 0) server.append();
      const isOfPast = slow.events.length < past.length;
      const joined = past.filter(({ cursor }) => world.joins.has(cursor)).length;
      if (isOfPast) mostAhead = Math.max(mostAhead, joined - slow.events.length);
    }
    expect(slow.hasFallenBehind).toBe(false);
    expect(slow.cursors).toEqual(cursorsOf(server.entries.slice(1)));
    for (const { cursor } of past) expect(world.joins.get(cursor) ?? 1).toBe(1);
    expect(mostAhead).toBeLessThanOrEqual(MOST_AHEAD);
    // the live one, the replay, and each once more where the tail has moved on meanwhile
    expect(server.opened()).toBeLessThanOrEqual(4);
    expect(live.cursors).toEqual(cursorsOf(server.entries.slice(past.length)));
  });

  it('that stops reading holds up its subgraph, and nobody who is live', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    await using world = createLargeWorld(server);
    const past = Array.from({ length: 2_000 }, () => server.append());
    const live = world.join();
    await until(() => server.readers().length === 1, 'the live upstream');
    const stuck = joinSlow(world, past[0]?.cursor ?? '');
    await until(() => stuck.events.length === 1, 'the first event');
    for (let count = 0; count < 100; count += 1) {
      const { cursor } = server.append();
      await until(() => live.cursors.at(-1) === cursor, 'it at the live one');
      await setImmediate();
    }
    expect(past.filter(({ cursor }) => world.joins.has(cursor)).length).toBeLessThan(MOST_AHEAD);
    expect(stuck.hasFallenBehind).toBe(false);

    stuck.seat.leave();
    await until(() => world.topics.stats().replays === 0, 'no replay left');
  });
});

describe('members far behind, each at its own pace', () => {
  it('are each told all, and one that is sent away has got further than when it came', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    await using world = createLargeWorld(server);
    const past = Array.from({ length: 300 }, () => server.append());
    const fast = world.join({ after: past[0]?.cursor ?? '' });
    let slow = joinSlow(world, past[100]?.cursor ?? '');
    const seen: string[] = [];
    let visits = 1;
    while (seen.length + slow.events.length < 199) {
      await until(() => slow.events.length > 0 || slow.hasFallenBehind, 'an event');
      if (!slow.hasFallenBehind) await readOne(slow);
      if (!slow.hasFallenBehind) continue;
      expect(slow.events.length).toBeGreaterThan(0);
      seen.push(...slow.cursors);
      slow = joinSlow(world, seen.at(-1) ?? '');
      visits += 1;
    }
    seen.push(...slow.cursors);
    expect(seen).toEqual(cursorsOf(past.slice(101)));
    await until(() => fast.events.length === 299, 'all at the fast one');
    expect(fast.cursors).toEqual(cursorsOf(past.slice(1)));
    expect(visits).toBeLessThanOrEqual(3);
  });
});
