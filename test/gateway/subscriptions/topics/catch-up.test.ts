import { describe, expect, it } from '@jest/globals';
import {
  createUpstreamOpener,
  type OpenUpstream,
} from '../../../../gateway/subscriptions/upstream/upstream.ts';
import { startLogServer } from './log-server.ts';
import { createWorld, until, type TestMember } from './topics-world.ts';

const cursorsOf = (entries: readonly { cursor: string }[]) => entries.map(({ cursor }) => cursor);

async function untilHas(member: TestMember, cursors: readonly string[]): Promise<void> {
  await until(() => member.cursors.length >= cursors.length, `${cursors.length} events`);
  expect(member.cursors).toEqual(cursors);
}

/** Counts at the gateway: the subgraph hears a little later that one was closed. */
function countUpstreams(url: string): { openUpstream: OpenUpstream; mostAtOnce: () => number } {
  const open = createUpstreamOpener({ urlOf: () => url, signActor: null });
  const now = new Set<object>();
  let most = 0;
  return {
    mostAtOnce: () => most,
    openUpstream: (request, listener) => {
      const upstream = open(request, listener);
      now.add(upstream);
      most = Math.max(most, now.size);
      return {
        ...upstream,
        close: () => {
          now.delete(upstream);
          upstream.close();
        },
      };
    },
  };
}

describe('members who come back', () => {
  it('get what they missed, each from its own cursor, by few upstreams and one join per event', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    const entries = Array.from({ length: 200 }, () => server.append());
    const { openUpstream, mostAtOnce } = countUpstreams(server.url);
    await using world = createWorld({ url: server.url, openUpstream });
    const members = entries.map(({ cursor }, index) => ({
      index,
      member: world.join({ after: cursor }),
    }));
    const last = server.append();
    for (const { index, member } of members)
      await untilHas(member, [...cursorsOf(entries.slice(index + 1)), last.cursor]);
    expect(Math.max(...world.joins.values())).toBe(1);
    expect(mostAtOnce()).toBeLessThanOrEqual(5);
    expect(server.opened()).toBeLessThanOrEqual(30);
  });

  it('are all live although nothing happens, and then get what happens once', async () => {
    await using server = await startLogServer({ watermarks: 'prompt' });
    const entries = Array.from({ length: 50 }, () => server.append());
    await using world = createWorld(server);
    const members = entries.map(({ cursor }) => world.join({ after: cursor }));
    await until(() => members.every(({ cursors }, index) => cursors.length === 49 - index), 'all');
    await until(() => world.topics.stats().replays === 0, 'no replay left');
    await until(() => server.readers().length === 1, 'one upstream');
    const next = [server.append(), server.append()];
    for (const [index, member] of members.entries())
      await untilHas(member, cursorsOf([...entries.slice(index + 1), ...next]));
  });
});
