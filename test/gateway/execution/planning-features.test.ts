import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './audit/compose-graph.ts';

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
  const graph = () =>
    composeGraph({
      before: {
        sdl: 'type Query { ready: Boolean bills: [Bill] } type Bill @key(fields: "id") { id: ID! sum: Int }',
        resolvers: { Query: { bills: () => [{ id: '1' }] }, Bill: { sum: () => 1 } },
      },
      after: {
        sdl: 'type Bill @key(fields: "id") { id: ID! sum: Int @override(from: "before", label: "percent(100)") }',
        resolvers: { Bill: { sum: () => 2 } },
      },
    });

  it('percent(100) always takes the new owner', async () => {
    expect((await graph().ask('{ bills { sum } }')).data).toEqual({ bills: [{ sum: 2 }] });
  });
});
