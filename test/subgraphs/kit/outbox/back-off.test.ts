import { describe, expect, it } from '@jest/globals';
import { backOffMs } from '../../../../subgraphs/kit/outbox/back-off.ts';

describe('backOffMs', () => {
  it('doubles from 0.2 s to 30 s and never waits less than half', () => {
    expect([1, 2, 3, 8, 9, 1_000].map((attempts) => backOffMs(attempts, 1))).toEqual([
      200, 400, 800, 25_600, 30_000, 30_000,
    ]);
    expect(backOffMs(1, 0)).toBe(100);
    expect(backOffMs(1_000, 0)).toBe(15_000);
  });
});
