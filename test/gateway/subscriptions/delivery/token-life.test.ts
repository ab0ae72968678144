import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createTokenLife } from '../../../../gateway/subscriptions/delivery/token-life.ts';

const NOW_MS = 1_000_000;
const nothing = (): void => undefined;

/** For how long the last timer was set. */
function watchTimers(): () => number | undefined {
  jest.spyOn(Date, 'now').mockReturnValue(NOW_MS);
  const timers = jest.spyOn(globalThis, 'setTimeout');
  return () => timers.mock.lastCall?.[1];
}

describe('the life of a connection by its token', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('runs out five seconds before the token, and a newer one puts that off', () => {
    const lastTimerMs = watchTimers();
    using life = createTokenLife(nothing);
    life.liveUntil(NOW_MS + 65_000);
    expect(lastTimerMs()).toBe(60_000);
    life.liveUntil(NOW_MS + 605_000);
    expect(lastTimerMs()).toBe(600_000);
  });

  it('runs out at once where less is left, and is no longer than a timer may be', () => {
    const lastTimerMs = watchTimers();
    using life = createTokenLife(nothing);
    life.liveUntil(NOW_MS + 4_999);
    expect(lastTimerMs()).toBe(0);
    life.liveUntil(Number.MAX_SAFE_INTEGER);
    expect(lastTimerMs()).toBe(2 ** 31 - 1);
  });

  it('does not run out without a token, nor once it is disposed of', () => {
    const lastTimerMs = watchTimers();
    const life = createTokenLife(nothing);
    life.liveUntil(null);
    life[Symbol.dispose]();
    life.liveUntil(NOW_MS + 65_000);
    expect(lastTimerMs()).toBeUndefined();
  });
});
