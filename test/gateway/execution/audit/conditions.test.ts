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

  const HEAD = 'query ($a: Boolean = true, $b: Boolean = true, $c: Boolean = true)';
  const skipped = (inner: string) => `... @skip(if: $a) { ... @skip(if: $b) { ${inner} } }`;
  const included = (inner: string) => `... @include(if: $a) { ... @include(if: $b) { ${inner} } }`;

  it.each([
    ['@skip, the outer', skipped('label'), { b: false }],
    ['@skip, the inner', skipped('label'), { a: false }],
    ['@skip, the one in the middle', skipped('label @skip(if: $c)'), { a: false, c: false }],
    ['@skip, the outermost of three', skipped('label @skip(if: $c)'), { b: false, c: false }],
    ['@include, the outer', included('label'), { a: false }],
    ['@include, the inner', included('label'), { b: false }],
    ['@include, around @skip', included(skipped('label')), {}],
    ['@skip, around @include', skipped(included('label')), { a: false, b: false }],
    [
      '@include, with a literal between',
      '... @include(if: $a) { ... @include(if: true) { label @include(if: $b) } }',
      { a: false },
    ],
  ])(
    'is not asked for where one of several of a kind does not hold: %s',
    async (_whose, selections, variables) => {
      const { data, errors } = await things().ask(`${HEAD} { thing { price ${selections} } }`, {
        variables,
      });
      expect({ data, errors }).toEqual({ data: { thing: { price: 20 } }, errors: undefined });
    },
  );

  it.each([
    ['@skip', skipped('label @skip(if: $c)'), { a: false, b: false, c: false }],
    ['@include', included('label'), {}],
    ['both', skipped('... @include(if: $c) { label @include(if: true) }'), { a: false, b: false }],
  ])(
    'is asked for where all of a kind hold, by no other variables than the client gave: %s',
    async (_whose, selections, variables) => {
      const graph = things();
      const { data, errors } = await graph.ask(`${HEAD} { thing { price ${selections} } }`, {
        variables,
      });
      expect(data).toEqual({ thing: null });
      expect(errors).toMatchObject([{ path: ['thing', 'label'] }]);
      const sent = graph.requests.flatMap((request) => Object.keys(request.variables));
      const known = new Set(['representations', ...Object.keys(variables)]);
      expect(sent.filter((name) => !known.has(name))).toEqual([]);
    },
  );

  it('has a client that names its variables as the plan would name its own', async () => {
    const { data, errors } = await things().ask(
      `query ($skip_0: Boolean!, $skip_1: Boolean!) {
        thing { price ... @skip(if: $skip_0) { label @skip(if: $skip_1) } }
      }`,
      { variables: { skip_0: true, skip_1: false } },
    );
    expect({ data, errors }).toEqual({ data: { thing: { price: 20 } }, errors: undefined });
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

/** A greeting takes its language from the branch in which its desk stands. */
function desks() {
  return composeGraph({
    offices: {
      sdl: `type Query { branch: Branch }
        type Branch @key(fields: "id") @context(name: "place") { id: ID! lang: String! desk: Desk }
        type Desk @key(fields: "id") {
          id: ID!
          greeting(lang: String @fromContext(field: "$place { lang }")): String
        }`,
      resolvers: {
        Query: { branch: () => ({ id: '1', lang: 'zh', desk: { id: '2' } }) },
        Desk: {
          __resolveReference: (reference: object) => reference,
          greeting: (_: unknown, { lang }: { lang: string }) => `in ${lang}`,
        },
      },
    },
  });
}

describe('a field with an argument from a context, under several conditions of a kind', () => {
  it.each([
    [true, { greeting: 'in zh', twice: 'in zh' }],
    [false, { greeting: 'in zh' }],
  ])('gets its argument where all hold: %s', async (isTwice, desk) => {
    const { data, errors } = await desks().ask(
      `query ($a: Boolean!, $b: Boolean!) {
        branch { desk { ... @include(if: $a) { greeting twice: greeting @include(if: $b) } } }
      }`,
      { variables: { a: true, b: isTwice } },
    );
    expect({ data, errors }).toEqual({ data: { branch: { desk } }, errors: undefined });
  });
});
