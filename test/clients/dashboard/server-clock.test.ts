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

  it('is told by the quickest answer, whatever slower ones say within their doubt', () => {
    const clock = createServerClock(() => NOW);
    clock.learn(header(NOW + 60_000), NOW - 100, NOW);
    const told = clock.now();
    clock.learn(header(NOW + 61_000), NOW - 2_000, NOW);
    clock.learn(header(NOW + 58_000), NOW - 2_000, NOW);
    expect(clock.now()).toBe(told);
  });

  it('is followed again when the clock here is set, however quick the answers were before', () => {
    let here = NOW - 3_600_000;
    const clock = createServerClock(() => here);
    clock.learn(header(NOW), here - 1, here);
    expect(Math.abs(clock.now() - NOW)).toBeLessThan(1_000);
    here = NOW;
    clock.learn(header(NOW), NOW - 100, NOW);
    expect(Math.abs(clock.now() - NOW)).toBeLessThan(1_000);
  });

  it('is not told by an answer on whose way the clock here was set', () => {
    const clock = createServerClock(() => NOW);
    clock.learn(header(NOW), NOW + 60_000, NOW);
    expect(clock.now()).toBe(NOW);
    clock.learn(header(NOW + 60_000), NOW - 100, NOW);
    expect(clock.now() - NOW).toBeGreaterThan(59_000);
  });
});
