import { describe, expect, it } from '@jest/globals';
import { createServerClock } from '../../../clients/dashboard/client/server-clock.ts';

const NOW = Date.parse('2026-03-02T00:00:00Z');
/** As a Date header has it, cut to the second. */
const header = (at: number): string => new Date(at).toUTCString();

describe("the server's clock, told from here", () => {
  it('is followed where it is another', () => {
    const clock = createServerClock(() => NOW);
    clock.learn(header(NOW + 60_000), NOW - 100, NOW);
    expect(clock.now() - NOW).toBeGreaterThan(59_000);
    expect(clock.now() - NOW).toBeLessThan(61_000);
  });

  it('is taken for the same as long as the answer that tells it was on its way for longer than it differs', () => {
    const clock = createServerClock(() => NOW);
    clock.learn(header(NOW - 5_000), NOW - 5_000, NOW);
    expect(clock.now()).toBe(NOW);
    clock.learn(header(NOW), NOW - 4_900, NOW);
    expect(clock.now()).toBe(NOW);
  });

  it('is told by the quickest answer, whatever comes later', () => {
    const clock = createServerClock(() => NOW);
    clock.learn(header(NOW), NOW - 100, NOW);
    clock.learn(header(NOW + 60_000), NOW - 200, NOW);
    expect(clock.now()).toBe(NOW);
  });
});
