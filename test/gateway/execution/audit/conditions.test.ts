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
      'of a fragment within one of the same kind',
      '{ thing { price ... @skip(if: $no) { ... on Thing @skip(if: $never) { label } } } }',
      { price: 20 },
    ],
    [
      'of a fragment around one of the same kind',
      '{ thing { price ... @skip(if: $never) { label @skip(if: $no) } } }',
      { price: 20 },
    ],
    [
      'of three around each other, one by default',
      '{ thing { price ... @include(if: $yes) { ... @include(if: $usual) { label @include(if: $never) } } } }',
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
      `query ($no: Boolean!, $yes: Boolean!, $never: Boolean = false, $usual: Boolean = true)
        ${selections}`,
      { variables: { no: true, yes: true } },
    );
    expect({ data, errors }).toEqual({ data: { thing: expected }, errors: undefined });
  });

  it('is asked for by each operation for its own variables', async () => {
    const graph = things();
    const query = `query ($skips: Boolean = true) {
      thing { price part { ... @skip(if: $skips) { price } ... @include(if: $skips) { size } } }
    }`;
    const withSize = { thing: { price: 20, part: { size: 3 } } };
    expect(await graph.ask(query)).toEqual({ data: withSize });
    expect(await graph.ask(query, { variables: { skips: false } })).toEqual({
      data: { thing: { price: 20, part: { price: 30 } } },
    });
    expect(await graph.ask(query, { variables: { skips: true } })).toEqual({ data: withSize });
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

/** An honour needs a standing, which needs a level, which needs a height. */
function winners() {
  const __resolveReference = (reference: object) => reference;
  return composeGraph({
    people: {
      sdl: `type Person @key(fields: "id") {
          id: ID! height: Int standing: Int @external honour: Int @requires(fields: "standing")
        }`,
      resolvers: {
        Person: {
          __resolveReference,
          height: () => 1,
          honour: ({ standing }: { standing: number }) => standing + 1,
        },
      },
    },
    papers: {
      sdl: `type Person @key(fields: "id") {
          id: ID! height: Int @external level: Int @requires(fields: "height")
        }`,
      resolvers: {
        Person: { __resolveReference, level: ({ height }: { height: number }) => height + 1 },
      },
    },
    ratings: {
      sdl: `type Query { winner: Person }
        type Person @key(fields: "id") {
          id: ID! level: Int @external standing: Int @requires(fields: "level")
        }`,
      resolvers: {
        Query: { winner: () => ({ id: '1' }) },
        Person: { __resolveReference, standing: ({ level }: { level: number }) => level + 1 },
      },
    },
  });
}

describe('a field that needs others, beside one under a condition that needs the same', () => {
  it.each([
    [{ only: true }, { one: 4, two: 4 }],
    [{ only: false }, { two: 4 }],
  ])('is asked for whatever that condition says: %j', async (variables, winner) => {
    const query =
      'query ($only: Boolean!) { winner { one: honour @include(if: $only) two: honour } }';
    expect(await winners().ask(query, { variables })).toEqual({ data: { winner } });
  });
});
