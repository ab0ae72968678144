import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

const HUT = { __typename: 'Hut', id: 'h', name: 'the hut' };
const TENT = { __typename: 'Tent', id: 't', name: 'the tent' };

const typeOf = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

/** Nobody but `places` knows the interfaces; what is next to a hut is more than a node. */
function places() {
  const next = () => TENT;
  return composeGraph({
    places: {
      sdl: `interface Node { id: ID! next: Node nexts: [[Node]] }
        interface Place implements Node { id: ID! next: Place nexts: [[Place]] name: String }
        type Hut implements Place & Node @key(fields: "id") { id: ID! next: Place nexts: [[Place]] name: String }
        type Tent implements Place & Node @key(fields: "id") { id: ID! next: Tent nexts: [[Place]] name: String }`,
      resolvers: {
        Node: typeOf,
        Place: typeOf,
        Hut: { __resolveReference: () => HUT, next, nexts: () => [[TENT, HUT]] },
        Tent: { __resolveReference: () => TENT, next, nexts: () => [] },
      },
    },
    lots: {
      sdl: `type Query { lots: [Lot] }
        union Lot = Hut | Tent
        type Hut @key(fields: "id") { id: ID! }
        type Tent @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { lots: () => [HUT, TENT] }, Lot: typeOf },
    },
  });
}

describe('an object’s field that leads to a narrower interface than that of its interface', () => {
  it.each([
    ['{ lots { ... on Node { next { id } } } }', [{ next: { id: 't' } }, { next: { id: 't' } }]],
    [
      '{ lots { ... on Node { next { __typename next { id } } } } }',
      [
        { next: { __typename: 'Tent', next: { id: 't' } } },
        { next: { __typename: 'Tent', next: { id: 't' } } },
      ],
    ],
    [
      '{ lots { ... on Node { nexts { id ... on Place { name } ... on Hut { next { name } } } } } }',
      [
        {
          nexts: [
            [
              { id: 't', name: 'the tent' },
              { id: 'h', name: 'the hut', next: { name: 'the tent' } },
            ],
          ],
        },
        { nexts: [] },
      ],
    ],
  ])('is planned: %s', async (query, lots) => {
    const { data, errors } = await places().ask(query);
    expect({ data, errors }).toEqual({ data: { lots }, errors: undefined });
  });
});
