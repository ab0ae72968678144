import { describe, expect, it } from '@jest/globals';
import { runCampaign } from './campaign.ts';
import { expectNoDifference } from './rules.ts';

describe('interfaces, @interfaceObject and unions', () => {
  it('120 random operations, each also with a fault, get what one server in one piece answers', () =>
    expectNoDifference('media', 120));

  it('a medium whose type nobody tells meets no fragment that no medium can meet', async () => {
    // subscription { ratedMedia { ... on Node { ... on Person { id } id } } }
    const found = { graph: 'media', seed: '1795376248727', start: 3826, operations: 1 } as const;
    expect(await runCampaign(found)).toEqual([]);
  });
});
