import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

const BOOK = { __typename: 'Book', id: 'b', title: 'Jade', best: { a: 'a1', b: 'b1' } };
const MOVIE = { __typename: 'Movie', id: 'm', title: 'Tea', best: { a: 'a2', b: 'b2' } };
const CHART = { __typename: 'Chart', note: 'first', media: BOOK };
const PICK = { __typename: 'Pick', note: null, media: MOVIE };

const typeOf = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

/** What is never null in a chart, or in a film, may be null in others of its kind. */
function features(chart: object = CHART) {
  return composeGraph({
    pages: {
      sdl: `type Query { all: [Featured] found: [Found] }
        union Found = Book | Movie
        interface Featured { note: String media: Media }
        type Chart implements Featured { note: String! media: Media! rank: Int }
        type Pick implements Featured { note: String media: Media }
        interface Media { id: ID! title: String best: Best }
        type Book implements Media @key(fields: "id") { id: ID! title: String! best: Best }
        type Movie implements Media @key(fields: "id") { id: ID! title: String best: Best! }
        type Best { a: String b: String }`,
      resolvers: {
        Query: { all: () => [chart, PICK], found: () => [BOOK] },
        Featured: typeOf,
        Found: typeOf,
        Media: typeOf,
      },
    },
    prices: {
      sdl: `type Query { cheap: Part } interface Part { cost: Int }
        type Book @key(fields: "id") { id: ID! of: [Part] }
        type Whole implements Part { cost: Int! } type Half implements Part { cost: Int }`,
      resolvers: {
        Book: {
          of: () => [
            { __typename: 'Whole', cost: 2 },
            { __typename: 'Half', cost: null },
          ],
        },
        Part: typeOf,
      },
    },
  });
}

describe('a field that is never null in one object, and may be null in another', () => {
  const graph = features();
  const notes = [{ note: 'first' }, { note: null }];

  it.each([
    'query ($yes: Boolean!) { all { ... on Chart { ... on Featured { note } } ... @include(if: $yes) { note } } }',
    'query ($yes: Boolean!) { all { note ... on Chart { ... on Featured @include(if: $yes) { note } } } }',
    'query ($yes: Boolean!) { all { ... @include(if: $yes) { note } ... on Chart { ... on Featured { note } } } }',
  ])('is asked for under two names: %s', async (query) => {
    const { data, errors } = await graph.ask(query, { variables: { yes: true } });
    expect({ data, errors }).toEqual({ data: { all: notes }, errors: undefined });
  });

  it('is whole where parts of it are asked for under both names', async () => {
    const query = `{ all {
      media { id best { a } ... on Movie { ... on Media { best { b } } } }
      ... on Chart { ... on Featured { media { title } } }
    } }`;
    const { data, errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      all: [
        { media: { id: 'b', best: { a: 'a1' }, title: 'Jade' } },
        { media: { id: 'm', best: { a: 'a2', b: 'b2' } } },
      ],
    });
  });

  it('is asked for so below another that is', async () => {
    const inner = 'title ... on Book { ... on Media { title } }';
    const query = `{ all { media { id } ... on Chart { ... on Featured { media { ${inner} } } } } }`;
    const { data, errors } = await graph.ask(query);
    expect({ data, errors }).toEqual({
      data: { all: [{ media: { id: 'b', title: 'Jade' } }, { media: { id: 'm' } }] },
      errors: undefined,
    });
  });

  it('is asked for so of an entity', async () => {
    const parts = 'cost ... on Whole { ... on Part @include(if: $yes) { cost } }';
    const query = `query ($yes: Boolean!) { all { media { ... on Book { of { ${parts} } } } } }`;
    const { data, errors } = await graph.ask(query, { variables: { yes: true } });
    expect({ data, errors }).toEqual({
      data: { all: [{ media: { of: [{ cost: 2 }, { cost: null }] } }, { media: {} }] },
      errors: undefined,
    });
  });
});

describe('a field of one type, wherever it stands', () => {
  it('keeps its name, for entities and unions too', async () => {
    const graph = features();
    const of = '__typename ... on Whole { __typename cost } ... on Half { sum: cost }';
    const media = `__typename id ... on Book { __typename id of { ${of} } } ... on Movie { id }`;
    const all = `all { __typename ... on Chart { rank media { ${media} } } }`;
    const found =
      'found { __typename ... on Book { __typename id } ... on Movie { __typename id } }';
    const { errors } = await graph.ask(`{ ${all} ${found} }`);
    expect(errors).toBeUndefined();
    expect(graph.requests.map(({ query }) => query).join()).not.toMatch(/__(apart|alias)_/);
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(['pages', 'prices']);
  });
});

describe('an error at such a field', () => {
  it('is told at its place in the response', async () => {
    const best = () => {
      throw new Error('no best');
    };
    const graph = features({ ...CHART, media: { ...BOOK, best } });
    const query = '{ all { media { ... on Movie { ... on Media { best { a } } } best { b } } } }';
    const { data, errors } = await graph.ask(query);
    expect(data).toEqual({
      all: [{ media: { best: null } }, { media: { best: { a: 'a2', b: 'b2' } } }],
    });
    expect(errors).toMatchObject([{ message: 'no best', path: ['all', 0, 'media', 'best'] }]);
    expect(graph.requests[0]?.query).toMatch(/best__\w+:best/);
  });
});
