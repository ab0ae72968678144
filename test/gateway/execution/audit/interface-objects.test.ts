import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

const MEDIA = [
  { __typename: 'Movie', id: 'm', title: 'Tea' },
  { __typename: 'Song', id: 's', title: 'Jade' },
];

/** One subgraph knows films and songs, the other only that they are media. */
function media() {
  const like = ({ id }: { id: string }) => ({ id: id === 'm' ? 's' : 'm' });
  return composeGraph({
    library: {
      sdl: `type Query { media: [Media!]! }
        interface Node { id: ID! }
        interface Media implements Node @key(fields: "id") { id: ID! title: String! }
        type Movie implements Media & Node @key(fields: "id") { id: ID! title: String! }
        type Song implements Media & Node @key(fields: "id") { id: ID! title: String! }
        type Book implements Media & Node @key(fields: "id") { id: ID! title: String! }
        type Person implements Node { id: ID! name: String }
        union Thing = Person | Movie`,
      resolvers: {
        Query: { media: () => MEDIA },
        Media: {
          __resolveReference: ({ id }: { id: string }) => MEDIA.find((one) => one.id === id),
        },
      },
    },
    ratings: {
      sdl: `type Query { best: Media } type Subscription { rated: Media }
        type Media @key(fields: "id") @interfaceObject {
          id: ID! stars(of: Int = 5): Int rank: Int alike: Media votes: [Vote!]!
        }
        type Vote { by: String! of(year: Int = 1): String! }`,
      resolvers: {
        Query: { best: () => ({ id: 'm' }) },
        Media: {
          stars: (_: object, { of }: { of: number }) => of * 10,
          rank: () => 7,
          alike: like,
          votes: ({ id }: { id: string }) => [{ by: id }],
        },
        Vote: { of: ({ by }: { by: string }, { year }: { year: number }) => `${by}${year}` },
      },
    },
  });
}

describe('an interface object that is asked for under a condition', () => {
  it.each([
    ['@skip(if: $no)', { no: false }],
    ['@include(if: $yes)', { yes: true }],
    ['@include(if: $yes) @skip(if: $no)', { yes: true, no: false }],
  ])('has a type before it is asked for what depends on its type: %s', async (given, variables) => {
    const query = `query ($no: Boolean = false, $yes: Boolean = true) {
      ...A @include(if: $yes)
      media { rank alike ${given} { ... on Movie { it: id id } } }
    } fragment A on Query { best { id @skip(if: $no) } }`;
    const { data, errors } = await media().ask(query, { variables });
    expect(errors).toBeUndefined();
    expect(data?.media).toEqual([
      { rank: 7, alike: {} },
      { rank: 7, alike: { it: 'm', id: 'm' } },
    ]);
  });
});

describe('one name for what two object types are asked for, behind an interface object', () => {
  it.each([
    [
      'with other arguments',
      '... on Movie { it: stars(of: 3) } ... on Song { it: stars }',
      [{ it: 30 }, { it: 50 }],
    ],
    [
      'as other fields',
      '... on Movie { it: stars } ... on Song { it: rank }',
      [{ it: 50 }, { it: 7 }],
    ],
    [
      'with and without arguments',
      '... on Movie { stars } ... on Song { stars(of: 1) }',
      [{ stars: 50 }, { stars: 10 }],
    ],
    [
      'below a field of both',
      '... on Movie { votes { it: of(year: 2) } } ... on Song { votes { it: by } }',
      [{ votes: [{ it: 'm2' }] }, { votes: [{ it: 's' }] }],
    ],
  ])('%s', async (_how, selections, expected) => {
    const { data, errors } = await media().ask(`{ media { ${selections} } }`);
    expect({ data, errors }).toEqual({ data: { media: expected }, errors: undefined });
  });

  it('an error there is told under the name by which it was asked for', async () => {
    const graph = media();
    graph.refuse(({ query }) => query.includes('stars'));
    const { data, errors } = await graph.ask(
      '{ media { ... on Movie { it: stars(of: 3) } ... on Song { it: stars } } }',
    );
    expect(data).toEqual({ media: [{ it: null }, { it: null }] });
    expect(errors?.map(({ path }) => path)).toEqual([
      ['media', 0, 'it'],
      ['media', 1, 'it'],
    ]);
  });
});

describe('a field of an interface object that leads to such objects again', () => {
  it('is planned without detours, however often', async () => {
    const graph = media();
    const depth = 12;
    const query = `{ best ${'{ alike '.repeat(depth)} { title } ${'}'.repeat(depth)} }`;
    const { data, errors } = await graph.ask(query);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain('{"title":"Tea"}');
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(['ratings', 'library']);
  });

  it('is reached from an object type, whose type has to be known first', async () => {
    const graph = media();
    const { data } = await graph.ask('{ best { ... on Movie { alike { title } } } }');
    expect(data).toEqual({ best: { alike: { title: 'Jade' } } });
    const other = await graph.ask('{ best { ... on Song { alike { title } } } }');
    expect(other.data).toEqual({ best: {} });
  });
});

describe('an object of which only the interface is known', () => {
  const rated = (selections: string) =>
    media().join(`subscription { rated { rank ${selections} } }`, {
      data: { rated: { __typename: 'Media', rank: 7 } },
      errors: [],
    });

  it.each([
    ['no medium can meet', '... on Node { ... on Person { name } }'],
    ['no medium can meet within another', '... on Thing { ... on Person { name } }'],
    ['conditions leave nothing', '... on Movie { title @skip(if: true) }'],
    ['conditions leave out', '... on Movie @include(if: false) { title }'],
  ])('needs no type for a fragment that %s', async (_which, fragment) => {
    expect(await rated(fragment)).toEqual({ data: { rated: { rank: 7 } } });
  });

  it('says why a field is absent whose object type came too late', async () => {
    const graph = media();
    let refused = 0;
    graph.refuse(({ query }) => query.includes('__typename}}}') && (refused += 1) === 1);
    const { data, errors } = await graph.ask(
      `query ($no: Boolean!) { best {
        ... on Song { ... on Media @skip(if: $no) { __typename } } ... on Movie { stars }
      } }`,
      { variables: { no: false } },
    );
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual([
      'ratings',
      'library',
      'library',
    ]);
    expect(data).toEqual({ best: { stars: null } });
    expect(errors).toMatchObject([{ path: ['best', 'stars'], message: 'too much at once' }]);
  });
});
