import { describe, it } from '@jest/globals';
import { openHttpSources } from './http-sources.ts';
import { oracleGraph } from './oracle-graph.ts';
import { expectNoDifference } from './rules.ts';

describe('over real HTTP', () => {
  it('refused connections, timeouts and answers that are no GraphQL are told where data is missing', async () => {
    const graph = oracleGraph('shop');
    await using http = await openHttpSources(graph);
    using _connected = graph.connect(http.sources);
    await expectNoDifference('shop', 60);
  });
});
