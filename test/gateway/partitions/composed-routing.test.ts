import { describe, expect, it } from '@jest/globals';
import { composeSubgraphs } from '../../../gateway/supergraph/composition/compose.ts';
import { readSubgraphSdl, SUBGRAPH_NAMES } from '../../../schema/sdl.ts';

function compose(change: (sdl: string) => string) {
  return composeSubgraphs(
    SUBGRAPH_NAMES.map((name) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      sdl: change(readSubgraphSdl(name)),
    })),
  );
}

describe('a schema that is composed while the gateway runs', () => {
  it('carries what is routed', () => {
    expect(compose((sdl) => sdl)).toMatchObject({
      supergraphSdl: expect.stringContaining('@partitioned(subgraph: "districts", by: "id")'),
    });
  });

  it('is not served where something cannot be routed', () => {
    const composed = compose((sdl) =>
      sdl.replace('districtPetition(id: ID!)', 'districtPetition(id: ID)'),
    );
    expect(composed).toMatchObject({
      faults: [
        {
          code: 'ROUTING_IMPOSSIBLE',
          subgraphs: ['districts'],
          message: expect.stringContaining('Query.districtPetition: is @routedBy "id"'),
        },
      ],
    });
  });
});
