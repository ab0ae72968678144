import { describe, expect, it } from '@jest/globals';
import { runChaos } from '../load/chaos/chaos.ts';

describe('dashboards that come back with their cursor', () => {
  it('have seen every event exactly once, in order, although processes are killed', async () => {
    // On a database server of its own: a long transaction of other tests would delay the events.
    const report = await runChaos({
      seed: 'journey',
      dashboards: 16,
      kills: 3,
      eventsPerRound: [5, 15],
    });
    expect(report.killed).toEqual({ gateway: 1, casework: 1, districts: 1 });
    expect(report.differences).toEqual([]);
    expect(report.events).toBeGreaterThan(15);
    expect(report.connections).toBeGreaterThan(16);
  });
});
