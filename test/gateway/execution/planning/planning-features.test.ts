import { describe, expect, it } from '@jest/globals';
import { composeGraph } from '../audit/compose-graph.ts';

describe('@fromContext', () => {
  it('an argument comes from around each entity; equal values travel together', async () => {
    const graph = composeGraph({
      cities: {
        sdl: `type Query { cities: [City] }
          type City @key(fields: "id") @context(name: "city") { id: ID! tongue: String! homes: [Home] }
          type Home @key(fields: "id") { id: ID! greeting(in: String @fromContext(field: "$city { tongue }")): String }`,
        resolvers: {
          Query: {
            cities: () => [
              { id: 'a', tongue: 'zh', homes: [{ id: 'a1' }, { id: 'a2' }] },
              { id: 'b', tongue: 'en', homes: [{ id: 'b1' }] },
            ],
          },
          Home: {
            __resolveReference: (reference: object) => reference,
            greeting: ({ id }: { id: string }, args: { in: string }) => `${id} ${args.in}`,
          },
        },
      },
      streets: {
        sdl: 'type Query { ready: Boolean } type Home @key(fields: "id") { id: ID! street: String }',
        resolvers: { Home: { street: ({ id }: { id: string }) => `street of ${id}` } },
      },
    });
    const { data, errors } = await graph.ask('{ cities { homes { greeting street } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      cities: [
        {
          homes: [
            { greeting: 'a1 zh', street: 'street of a1' },
            { greeting: 'a2 zh', street: 'street of a2' },
          ],
        },
        { homes: [{ greeting: 'b1 en', street: 'street of b1' }] },
      ],
    });
  });
});

describe('a value from a context that could not be fetched', () => {
  it('leaves the field null and tells why; nothing is asked for without it', async () => {
    const graph = composeGraph({
      cities: {
        sdl: `type Query { cities: [City] }
          type City @key(fields: "id") @context(name: "city") {
            id: ID! speech: Speech @external homes: [Home]
          }
          type Speech @external { tongue: String }
          type Home @key(fields: "id") {
            id: ID! greeting(in: String @fromContext(field: "$city { speech { tongue } }")): String
          }`,
        resolvers: {
          Query: {
            cities: () => [
              { id: 'a', homes: [{ id: 'a1' }] },
              { id: 'b', homes: [{ id: 'b1' }] },
            ],
          },
          Home: {
            __resolveReference: (reference: object) => reference,
            greeting: ({ id }: { id: string }, args: { in: string }) => `${id} ${args.in}`,
          },
        },
      },
      tongues: {
        sdl: `type City @key(fields: "id") { id: ID! speech: Speech } type Speech { tongue: String }`,
        resolvers: {
          City: {
            __resolveReference: ({ id }: { id: string }) =>
              id === 'a'
                ? Promise.reject(new Error('no such place'))
                : { id, speech: { tongue: 'zh' } },
          },
        },
      },
    });
    const { data, errors } = await graph.ask('{ cities { homes { greeting } } }');
    expect(data).toEqual({
      cities: [{ homes: [{ greeting: null }] }, { homes: [{ greeting: 'b1 zh' }] }],
    });
    expect(errors).toMatchObject([
      { message: 'no such place', path: ['cities', 0, 'homes', 0, 'greeting'] },
    ]);
  });
});

describe('names that objects have already', () => {
  it('aliases such as constructor and toString are data like any other', async () => {
    const graph = composeGraph({
      one: { sdl: 'type Query { a: String }', resolvers: { Query: { a: () => null } } },
    });
    expect(await graph.ask('{ constructor: a toString: a }')).toEqual({
      data: { constructor: null, toString: null },
    });
  });

  it('an alias that would reach the prototype is refused', async () => {
    const graph = composeGraph({
      one: { sdl: 'type Query { a: String }', resolvers: { Query: { a: () => 'x' } } },
    });
    const { errors } = await graph.ask('{ __proto__: a }');
    expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  });
});

describe('@override with a label', () => {
  const graphWith = (label: string) =>
    composeGraph({
      before: {
        sdl: 'type Query { ready: Boolean bills: [Bill] } type Bill @key(fields: "id") { id: ID! sum: Int }',
        resolvers: { Query: { bills: () => [{ id: '1' }] }, Bill: { sum: () => 1 } },
      },
      after: {
        sdl: `type Bill @key(fields: "id") { id: ID! sum: Int @override(from: "before", label: "${label}") }`,
        resolvers: { Bill: { sum: () => 2 } },
      },
    });

  it.each([
    ['percent(100)', 'the new owner', [2]],
    ['percent(0)', 'the old owner', [1]],
    ['trial', 'the old owner, since nobody decides it', [1]],
    ['percent(50)', 'now one, now the other', [1, 2]],
  ])('%s takes %s', async (label, _who, owners) => {
    const graph = graphWith(label);
    const seen = new Set<string>();
    // that one of two does not come in a hundred draws happens to nobody
    for (let asked = 0; asked < 100; asked += 1)
      seen.add(JSON.stringify((await graph.ask('{ bills { sum } }')).data));
    expect([...seen].sort()).toEqual(owners.map((sum) => JSON.stringify({ bills: [{ sum }] })));
  });
});

describe('names that a plan needs for itself', () => {
  const graph = () =>
    composeGraph({
      people: {
        sdl: 'type Query { user: User } type User @key(fields: "id") { id: ID! name: String }',
        resolvers: { Query: { user: () => ({ id: '1', name: 'An' }) } },
      },
      reviews: {
        sdl: 'type User @key(fields: "id") { id: ID! stars: Int! }',
        resolvers: { User: { stars: ({ id }: { id: string }) => Number(id) } },
      },
    });

  it('an alias that is the name of a key gets its own value, and so does the key', async () => {
    expect(await graph().ask('{ user { id: name stars } }')).toEqual({
      data: { user: { id: 'An', stars: 1 } },
    });
  });

  it('introspection within a fragment with a condition is answered beside data', async () => {
    const { data, errors } = await graph().ask(
      '{ user { stars } ... @include(if: true) { __type(name: "User") { name } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ user: { stars: 1 }, __type: { name: 'User' } });
  });

  it('an error within a field under such an alias tells the alias', async () => {
    const failing = composeGraph({
      people: {
        sdl: 'type Query { user: User } type User @key(fields: "id") { id: ID! name: String }',
        resolvers: {
          Query: { user: () => ({ id: '1' }) },
          User: {
            name: () => {
              throw new Error('no name');
            },
          },
        },
      },
    });
    const { data, errors } = await failing.ask('{ user { id: name } }');
    expect(data).toEqual({ user: { id: null } });
    expect(errors).toMatchObject([{ path: ['user', 'id'] }]);
  });
});

describe('mutations', () => {
  it('run in the order of the response, and none after one that leaves no data', async () => {
    const ran: string[] = [];
    const act = (name: string, result: number | null) => () => {
      ran.push(name);
      return result;
    };
    const graph = composeGraph({
      one: {
        sdl: 'type Query { a: Int } type Mutation { first: Int! second: Int! third: Int! }',
        resolvers: {
          Mutation: { first: act('first', 1), second: act('second', null), third: act('third', 3) },
        },
      },
    });
    const { data } = await graph.ask(
      'mutation { first ...Rest third } fragment Rest on Mutation { second }',
    );
    expect(data).toBeNull();
    expect(ran).toEqual(['first', 'second']);
  });
});
