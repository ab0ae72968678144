import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

function homes() {
  const home = () => ({ id: 'h' });
  return composeGraph({
    homes: {
      sdl: `schema { query: Homes mutation: Acts }
        type Homes { home: Home }
        type Acts { build: Home }
        type Home @key(fields: "id") { id: ID! }`,
      resolvers: { Homes: { home }, Acts: { build: home } },
    },
    names: {
      sdl: `type Query { name: String again: Query }
        type Mutation { rename: Done }
        type Done { query: Query! }
        type Home @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Query: { name: () => 'names', again: () => ({}) },
        Mutation: { rename: () => ({ query: {} }) },
        Home: { name: () => 'the home' },
      },
    },
  });
}

describe('a subgraph that gives its root types names of its own', () => {
  it.each([
    'query ($yes: Boolean!) { ... on Query @include(if: $yes) { __typename home { name } name } }',
    'query ($yes: Boolean!) { ... on Query { name } ...A @include(if: $yes) } fragment A on Query { __typename home { name } }',
    'query ($yes: Boolean!) { name ... on Query @include(if: $yes) { home { name } ... on Query { __typename } } }',
  ])('is asked by none of the API’s: %s', async (query) => {
    const { data, errors } = await homes().ask(query, { variables: { yes: true } });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ __typename: 'Query', home: { name: 'the home' }, name: 'names' });
  });

  it('is asked below the root of another subgraph', async () => {
    const { data, errors } = await homes().ask('{ again { home { name } again { home { id } } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ again: { home: { name: 'the home' }, again: { home: { id: 'h' } } } });
  });

  it('is asked below what a mutation leads to, and introspection is answered there', async () => {
    const { data, errors } = await homes().ask(
      'mutation { rename { query { home { name } __type(name: "Done") { name } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      rename: { query: { home: { name: 'the home' }, __type: { name: 'Done' } } },
    });
  });

  it('so are mutations', async () => {
    const query =
      'mutation ($yes: Boolean!) { ... on Mutation @include(if: $yes) { build { name } } }';
    const { data, errors } = await homes().ask(query, { variables: { yes: true } });
    expect({ data, errors }).toEqual({ data: { build: { name: 'the home' } }, errors: undefined });
  });
});
