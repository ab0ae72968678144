import { describe, expect, it } from '@jest/globals';
import { startLogServer, type LogServer } from './log-server.ts';
import { createWorld, until, WITH_OPEN, type World } from './topics-world.ts';

const cursorsOf = (entries: readonly { cursor: string }[]) => entries.map(({ cursor }) => cursor);

/** A live upstream that is told nothing more until the test says so. */
async function holdLive(server: LogServer, world: World) {
  const member = world.join();
  await until(() => server.readers().length === 1, 'the live upstream');
  const [live] = server.readers();
  if (!live) throw new Error('no reader');
  await until(() => world.topics.stats().members === 1, 'a member');
  live.isHeld = true;
  return { member, live };
}

describe('while the live upstream is late', () => {
  it('nobody is told again what a replay told, though it begins after what live was told', async () => {
    await using server = await startLogServer({ watermarks: 'unlike' });
    await using world = createWorld({ url: server.url });
    const { member, live } = await holdLive(server, world);
    const early = [server.append(), server.append()];
    const foreign = server.append({ isTold: false });
    const back = world.join({ after: foreign.cursor });
    await until(
      () => world.topics.stats().replays === 0 || server.opened() > 2,
      'a fresh upstream',
    );
    const next = server.append();
    if (server.readers().includes(live)) server.release(live);
    await until(() => back.cursors.length === 1 && member.cursors.length === 3, 'all events');
    expect(back.cursors).toEqual([next.cursor]);
    expect(member.cursors).toEqual(cursorsOf([...early, next]));
  });

  it('a watermark of it counts from where it is, not from what the tail has from a replay', async () => {
    await using server = await startLogServer({ watermarks: 'late' });
    await using world = createWorld({ url: server.url });
    const { member, live } = await holdLive(server, world);
    const foreign = server.append({ isTold: false });
    const first = server.append();
    const between = server.append({ isTold: false });
    const second = server.append();
    const back = world.join({ after: foreign.cursor });
    await until(() => back.cursors.length === 2, 'both from the replay');
    server.release(live, 3);
    await until(() => member.cursors.length === 2, 'both at the live member, one from the replay');
    const before = server.pongs();
    server.tellPlace(live, between.cursor);
    await until(() => server.pongs() > before, 'the watermark to be read');
    const from = world.join({ after: between.cursor });
    await until(() => from.cursors.length === 1, 'the one behind the watermark');
    server.release(live);
    const last = server.append();
    await until(
      () => [member, from, back].every(({ cursors }) => cursors.includes(last.cursor)),
      'the last',
    );
    expect(member.cursors).toEqual(cursorsOf([first, second, last]));
    expect(from.cursors).toEqual(cursorsOf([second, last]));
    expect(back.cursors).toEqual(cursorsOf([first, second, last]));
    expect(server.opened()).toBe(2);
  });
});

describe('who begins with what is open now', () => {
  it('gets that first, then all that happens, each once', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    await using world = createWorld({ url: server.url });
    const { member, live } = await holdLive(server, world);
    const open = [
      server.append({ isOpen: true }),
      server.append(),
      server.append({ isOpen: true }),
    ];
    const members = [world.join({ query: WITH_OPEN }), world.join({ query: WITH_OPEN })];
    await until(() => members.every(({ cursors }) => cursors.length === 2), 'the list at both');
    server.release(live);
    const next = server.append();
    await until(() => members.every(({ cursors }) => cursors.length === 3), 'the next at both');
    for (const { cursors } of members)
      expect(cursors).toEqual(cursorsOf([...open.filter(({ isOpen }) => isOpen), next]));
    await until(() => member.cursors.length === 4, 'all at the live member');
  });
});
