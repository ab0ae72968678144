import { describe, expect, it } from '@jest/globals';
import { startLogServer } from './log-server.ts';
import { createWorld, LOG_SDL, until } from './topics-world.ts';

async function startWith(count: number) {
  const server = await startLogServer({ watermarks: 'prompt' });
  const world = createWorld({ url: server.url });
  const members = Array.from({ length: count }, () => world.join());
  await until(() => server.readers().length === 1, 'an upstream');
  return {
    server,
    world,
    members,
    [Symbol.asyncDispose]: async () => {
      await world[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('a new schema', () => {
  it('that leaves a subscription as it was keeps its upstream and joins by the new plan', async () => {
    await using live = await startWith(20);
    const { server, world, members } = live;
    const before = server.append();
    await until(() => members.every(({ cursors }) => cursors.length === 1), 'the event at all');
    await world.reload(LOG_SDL, (id) => `New name of ${id}`);
    const after = server.append();
    await until(() => members.every(({ cursors }) => cursors.length === 2), 'both events at all');
    for (const { cursors } of members) expect(cursors).toEqual([before.cursor, after.cursor]);
    expect(members[0]?.events[1]?.text).toContain(`New name of ${after.cursor}`);
    expect(server.opened()).toBe(1);
  });

  it('that asks the subgraph another question goes on from the last cursor, without gap', async () => {
    await using live = await startWith(3);
    const { server, world, members } = live;
    const before = server.append();
    await until(() => members.every(({ cursors }) => cursors.length === 1), 'the event at all');
    const renamed = LOG_SDL.replace(
      '{ id: ID! }',
      '{ id: ID! name(upper: Boolean): String @shareable }',
    );
    const reloaded = world.reload(renamed, (id) => id);
    const during = server.append();
    await reloaded;
    const after = server.append();
    await until(() => members.every(({ cursors }) => cursors.length === 3), 'all events at all');
    for (const { cursors } of members)
      expect(cursors).toEqual([before.cursor, during.cursor, after.cursor]);
    expect(server.opened()).toBe(2);
    await until(() => server.readers().length === 1, 'the old upstream closed');
  });

  it('by which a subscription is wrong ends it with the reason, and no other', async () => {
    await using live = await startWith(1);
    const { server, world, members } = live;
    const other = world.join({ query: 'subscription { ticked }' });
    await until(() => server.readers().length === 2, 'both upstreams');
    const without = LOG_SDL.replace('thing: Thing!', 'it: Thing!');
    await world.reload(without, (id) => id);
    await until(() => members[0]?.ended !== null, 'the end');
    expect(members[0]?.ended).toMatchObject([
      { extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD' } },
    ]);
    expect(members[0]?.ended?.[0]?.message).toContain('Cannot query field "thing"');
    server.append();
    await until(() => other.events.length === 1, 'the event at the other');
    expect(other.ended).toBeNull();
  });

  it('that takes back what ended a topic does not seat anybody in it, while a slow member still reads its end', async () => {
    await using live = await startWith(1);
    const { server, world, members } = live;
    let hasRoom = false;
    const slow = world.join({ hasRoom: () => hasRoom });
    const told = [server.append(), server.append()];
    await until(() => members[0]?.cursors.length === 2, 'both events at the fast one');
    await world.reload(LOG_SDL.replace('thing: Thing!', 'it: Thing!'), (id) => id);
    await until(() => members[0]?.ended !== null, 'the end of the fast one');
    await world.reload(LOG_SDL, (id) => id);
    const back = world.join({ after: told[1]?.cursor ?? null });
    await until(() => server.opened() > 1, 'an upstream of its own');
    const next = server.append();
    await until(() => back.cursors.length === 1, 'the next event');
    expect(back.cursors).toEqual([next.cursor]);
    hasRoom = true;
    slow.seat.resume();
    await until(() => slow.ended !== null, 'the end of the slow one');
    expect(slow.cursors.slice(0, 2)).toEqual(told.map(({ cursor }) => cursor));
  });

  it('lets new members share with those who were there before', async () => {
    await using live = await startWith(1);
    const { server, world } = live;
    await world.reload(LOG_SDL, (id) => id);
    world.join();
    expect(world.topics.stats()).toMatchObject({ topics: 1, members: 2 });
    expect(server.opened()).toBe(1);
  });
});
