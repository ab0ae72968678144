import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

/** A label needs the size, for which another subgraph is asked between; and nobody can make one. */
function things() {
  return composeGraph({
    labels: {
      sdl: `type Query { thing: Thing }
        type Thing @key(fields: "id") {
          id: ID! part: Thing size: Int @external
          price: Int @requires(fields: "size")
          label: String! @requires(fields: "size")
        }`,
      resolvers: {
        Query: { thing: () => ({ id: '1', part: { id: '2' } }) },
        Thing: {
          __resolveReference: (reference: object) => reference,
          price: ({ size }: { size: number }) => size * 10,
          label: () => {
            throw new Error('no labels left');
          },
        },
      },
    },
    sizes: {
      sdl: 'type Thing @key(fields: "id") { id: ID! size: Int }',
      resolvers: { Thing: { size: ({ id }: { id: string }) => Number(id) + 1 } },
    },
  });
}

describe('a field that needs others, under a condition', () => {
  it.each([
    ['of a fragment', '{ thing { price ... @skip(if: $no) { label } } }', { price: 20 }],
    [
      'of a fragment within another',
      '{ thing { price ... @include(if: $yes) { ... on Thing @skip(if: $no) { label } } } }',
      { price: 20 },
    ],
    [
      'of a field above',
      '{ thing { part { price } part @skip(if: $no) { label } } }',
      { part: { price: 30 } },
    ],
  ])('%s is not asked for where it does not hold', async (_whose, selections, expected) => {
    const graph = things();
    const { data, errors } = await graph.ask(
      `query ($no: Boolean!, $yes: Boolean!) ${selections}`,
      {
        variables: { no: true, yes: true },
      },
    );
    expect({ data, errors }).toEqual({ data: { thing: expected }, errors: undefined });
  });

  it('is asked for where it holds', async () => {
    const { data, errors } = await things().ask(
      'query ($no: Boolean!) { thing { price ... @skip(if: $no) { label } } }',
      { variables: { no: false } },
    );
    expect(data).toEqual({ thing: null });
    expect(errors).toMatchObject([{ path: ['thing', 'label'] }]);
  });
});
