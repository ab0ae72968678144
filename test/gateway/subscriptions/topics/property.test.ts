import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../oracle/random.ts';
import { startLogServer, type LogServer } from './log-server.ts';
import { gotBy, owedTo, runCourse, settle, type Expected } from './random-course.ts';
import { createWorld, until } from './topics-world.ts';

const COURSES = 8;
const STEPS = 150;

describe.each(['prompt', 'unlike', 'late', 'none'] as const)(
  'with watermarks: %s',
  (watermarks) => {
    it.each(Array.from({ length: COURSES }, (_, index) => `${watermarks} ${index}`))(
      'each member gets exactly the events after its cursor, once, in order: course %s',
      async (seed) => {
        const random = createRandom(seed);
        await using server = await startLogServer({ watermarks });
        await using world = createWorld({ url: server.url, settings: { lingerMs: 60_000 } });
        const members = await runCourse(random, { server, world, steps: STEPS, withLists: true });
        await settle(server, members);
        for (const expected of members) {
          check(server, expected);
          expect(expected.seen).toEqual([]);
        }
        const most = watermarks === 'none' ? 7 : 3;
        await until(() => world.topics.stats().upstreams <= most, `no more than ${most} upstreams`);
      },
    );
  },
);

describe.each([
  ['few events', { maxEvents: 6, maxBytes: Infinity }],
  ['few bytes', { maxEvents: Infinity, maxBytes: 600 }],
])('with a tail that keeps %s', (what, tail) => {
  it.each(Array.from({ length: COURSES / 2 }, (_, index) => `${what} ${index}`))(
    'each client that comes back with its last cursor gets the same: course %s',
    async (seed) => {
      const random = createRandom(seed);
      const watermarks = random() < 0.5 ? 'prompt' : 'late';
      await using server = await startLogServer({ watermarks });
      await using world = createWorld({ url: server.url, settings: { tail, lingerMs: 60_000 } });
      const course = { server, world, steps: STEPS, withLists: false };
      const members = await runCourse(random, course);
      await settle(server, members);
      for (const expected of members) check(server, expected);
    },
  );
});

/** What a member got is what it is owed, as far as it has come; whoever stayed has come to the end. */
function check(server: LogServer, expected: Expected): void {
  expect(expected.member.ended).toBeNull();
  const cursors = gotBy(expected);
  const possible = owedTo(server, expected).map((owed) => owed.slice(0, cursors.length));
  const got = cursors.join();
  expect(possible.find((owed) => owed.join() === got) ?? possible.at(-1) ?? []).toEqual(cursors);
}
