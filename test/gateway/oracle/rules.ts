import { expect } from '@jest/globals';
import { runCampaign } from './campaign.ts';
import type { GraphName } from './graphs/test-graphs.ts';

/** The same operations each time; `npm run fuzz` looks for others. */
export async function expectNoDifference(graph: GraphName, operations: number): Promise<void> {
  const campaign = { graph, seed: 'petition', start: 0, operations };
  expect(await runCampaign(campaign)).toEqual([]);
}
