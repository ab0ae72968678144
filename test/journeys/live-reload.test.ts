import { describe, expect, it } from '@jest/globals';
import { startLiveCity } from '../load/city/live-city.ts';
import { runReload } from '../load/fanout/reload.ts';

describe('a new schema while subscriptions are live', () => {
  it('drops none of 100 of them, and none misses an event', async () => {
    await using city = await startLiveCity({ isComposed: true });
    const report = await runReload(city, {
      clients: 100,
      reloads: 3,
      eventsPerSecond: 20,
      processes: 1,
    });
    expect(report.examples).toEqual([]);
    expect(report).toMatchObject({ clients: 100, wrong: 0, connections: 100, closes: {} });
    expect(report.delivered).toBeGreaterThan(1_000);
  });
});
