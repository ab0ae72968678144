import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

interface Work {
  id: string;
  code: string;
}

const reference = (given: object) => given;
const OBJECT = {
  label: ({ id }: Work, { long }: { long?: boolean }) => (long ? `long ${id}` : id),
  code: ({ id }: Work) => `code of ${id}`,
};

let finished = 0;

/** Two subgraphs know a work by the name of its interface alone, each by a key of its own. */
const works = () =>
  composeGraph({
    works: {
      sdl: `type Query { works: [Work] } type Mutation { finish: Work } type Subscription { begun: Work }
        interface Work @key(fields: "id") @key(fields: "code") {
          id: ID! code: ID! label(long: Boolean = false): String
        }
        type Road implements Work @key(fields: "id") @key(fields: "code") {
          id: ID! code: ID! label(long: Boolean = false): String!
        }
        type Pipe implements Work @key(fields: "id") @key(fields: "code") {
          id: ID! code: ID! label(long: Boolean = false): String
        }
        type Tree implements Work @key(fields: "id") @key(fields: "code") {
          id: ID! code: ID! label(long: Boolean = false): String
        }`,
      resolvers: {
        Query: { works: () => [{ id: 'road' }, { id: 'tree' }] },
        Subscription: { begun: () => ({ id: 'road' }) },
        Mutation: {
          finish: () => {
            finished += 1;
            return { id: 'tree' };
          },
        },
        Work: {
          __resolveReference: ({ id, code = '' }: Partial<Work>) => ({
            id: id ?? code.slice('code of '.length),
          }),
          __resolveType: ({ id }: Work) => (id === 'road' ? 'Road' : 'Tree'),
        },
        Road: OBJECT,
        Tree: OBJECT,
      },
    },
    money: {
      sdl: `type Work @key(fields: "id") @interfaceObject {
          id: ID!
          kin: [Work]
          cost: Int
          label(long: Boolean = false): String @external
          quote: String @requires(fields: "label(long: true)")
        }`,
      resolvers: {
        Work: {
          __resolveReference: reference,
          kin: () => [{ id: 'tree' }],
          cost: ({ id }: Work) => id.length,
          quote: ({ label }: { label: string }) => `for ${label}`,
        },
      },
    },
    people: {
      sdl: `type Query { busiest: Work }
        type Work @key(fields: "code") @interfaceObject { code: ID! sisters: [Work] }`,
      resolvers: {
        Query: { busiest: () => ({ code: 'code of road' }) },
        Work: { __resolveReference: reference, sisters: () => [{ code: 'code of road' }] },
      },
    },
  });

describe('an interface that two subgraphs know as an object', () => {
  it('is planned however often a field of one is below a field of the other', async () => {
    const deep = 'kin { sisters { kin { sisters { kin { sisters { cost } } } } } }';
    const { data, errors } = await works().ask(`{ busiest { ${deep} } }`);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain('"cost":4');
  });

  it('gets what is required of it beside the same field with other arguments, by whatever type it is asked', async () => {
    expect(await works().ask('{ works { label ... on Tree { quote } } }')).toEqual({
      data: { works: [{ label: 'road' }, { label: 'tree', quote: 'for long tree' }] },
    });
    expect(await works().ask('{ works { ... on Work { quote } label } }')).toEqual({
      data: {
        works: [
          { quote: 'for long road', label: 'road' },
          { quote: 'for long tree', label: 'tree' },
        ],
      },
    });
  });

  it('is asked of what is there under a condition once its type is known', async () => {
    const { data, errors } = await works().ask(
      'query ($yes: Boolean!) { works { cost kin @include(if: $yes) { ... on Tree { id cost } } } }',
      { variables: { yes: true } },
    );
    const kin = [{ id: 'tree', cost: 4 }];
    expect({ data, errors }).toEqual({
      data: {
        works: [
          { cost: 4, kin },
          { cost: 4, kin },
        ],
      },
      errors: undefined,
    });
  });

  it('the same in a mutation, which acts once', async () => {
    finished = 0;
    expect(await works().ask('mutation { finish { label quote } }')).toEqual({
      data: { finish: { label: 'tree', quote: 'for long tree' } },
    });
    expect(finished).toBe(1);
    expect(await works().ask('mutation { a: finish { label } b: finish { quote } }')).toEqual({
      data: { a: { label: 'tree' }, b: { quote: 'for long tree' } },
    });
  });

  it('the same in a subscription', async () => {
    expect(await works().tell('subscription { begun { label quote } }')).toMatchObject({
      data: { begun: { label: 'road', quote: 'for long road' } },
    });
  });
});

/** What a place is called only one subgraph knows, which also knows what kind of place it is. */
const places = () =>
  composeGraph({
    people: {
      sdl: `type Query { places: [Place!]! }
        type Place @key(fields: "id") @interfaceObject { id: ID! home: Place }`,
      resolvers: {
        Query: { places: () => [{ id: 'street' }, { id: 'park' }] },
        Place: { __resolveReference: reference, home: ({ id }: Work) => ({ id }) },
      },
    },
    places: {
      sdl: `interface Place @key(fields: "id") { id: ID! name: String }
        type Street implements Place @key(fields: "id") { id: ID! name: String }
        type Park implements Place @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Place: {
          __resolveReference: reference,
          __resolveType: ({ id }: Work) => (id === 'street' ? 'Street' : 'Park'),
        },
        Street: { name: () => 'High Street' },
      },
    },
    money: {
      sdl: 'type Place @key(fields: "id") @interfaceObject { id: ID! tax: Int }',
      resolvers: { Place: { __resolveReference: reference, tax: ({ id }: Work) => id.length } },
    },
  });

describe('a field asked for on one object type of an interface', () => {
  it('is asked for once the types are known, whatever is asked for under the same condition', async () => {
    const query = `query ($yes: Boolean = true) {
      ... @include(if: $yes) { places { tax ... on Street { street: name id no: id ... { t: __typename } } } }
      again: places { tax }
    }`;
    expect(await places().ask(query)).toEqual({
      data: {
        places: [
          { tax: 6, street: 'High Street', id: 'street', no: 'street', t: 'Street' },
          { tax: 4 },
        ],
        again: [{ tax: 6 }, { tax: 4 }],
      },
    });
  });
});
