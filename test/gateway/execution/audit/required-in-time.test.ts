import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

const reference = (given: object) => given;

/** From the orders to the papers one comes by two keys; what a stamp requires is on the way. */
const orders = () =>
  composeGraph({
    orders: {
      sdl: `type Query { orders: [Order] } type Subscription { placed: Order }
        type Order @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { orders: () => [{ id: 'a' }] } },
    },
    bridge: {
      sdl: 'type Order @key(fields: "id") @key(fields: "serial") { id: ID! serial: ID! }',
      resolvers: {
        Order: {
          __resolveReference: reference,
          serial: ({ id }: { id: string }) => `serial of ${id}`,
        },
      },
    },
    depot: {
      sdl: `type Order @key(fields: "serial") @key(fields: "slot") { serial: ID! slot: ID! rack: Rack }
        type Rack @key(fields: "id") { id: ID! near: Rack }`,
      resolvers: {
        Order: { __resolveReference: reference, slot: () => 'slot', rack: () => ({ id: 'r1' }) },
        Rack: { near: () => ({ id: 'r2' }) },
      },
    },
    papers: {
      sdl: `type Order @key(fields: "slot") {
          slot: ID!
          rack: Rack @external
          stamp: String @requires(fields: "rack { near { id } }")
        }
        type Rack @key(fields: "id") { id: ID! near: Rack @external }`,
      resolvers: {
        Order: {
          __resolveReference: reference,
          stamp: ({ rack }: { rack?: { near: { id: string } } }) => rack?.near.id ?? 'nothing came',
        },
      },
    },
  });

/** A sign says the name of its room in the language of the house. */
const houses = () =>
  composeGraph({
    houses: {
      sdl: `type Query { houses: [House] }
        type House @key(fields: "id") { id: ID! lang: String! }`,
      resolvers: { House: { __resolveReference: reference, lang: () => 'zh' } },
    },
    names: {
      sdl: 'type Room @key(fields: "id") { id: ID! name: String }',
      resolvers: { Room: { __resolveReference: reference, name: () => 'hall' } },
    },
    guides: {
      sdl: `type Query { guides: [Guide] }
        type Guide { house: House }
        type House @key(fields: "id") @context(name: "house") {
          id: ID!
          lang: String! @external
          lobby: Room
        }
        type Room @key(fields: "id") {
          id: ID!
          name: String @external
          sign(lang: String @fromContext(field: "$house { lang }")): String
            @requires(fields: "name")
        }`,
      resolvers: {
        Query: { guides: () => [{ house: { id: 'h', lobby: { id: 'r' } } }] },
        Room: {
          __resolveReference: reference,
          sign: ({ name }: { name: string }, { lang }: { lang?: string }) =>
            `${name} in ${lang ?? 'no language'}`,
        },
      },
    },
  });

describe('what a field needs is there before its subgraph is asked', () => {
  it('where a subgraph on the way by several keys has what is required', async () => {
    expect(await orders().ask('{ orders { stamp } }')).toEqual({
      data: { orders: [{ stamp: 'r2' }] },
    });
  });

  it('the same where the client asks for it too, under a condition', async () => {
    const { data, errors } = await orders().ask(
      'query ($no: Boolean!) { orders { rack @skip(if: $no) { near { id } } stamp } }',
      { variables: { no: true } },
    );
    expect({ data, errors }).toEqual({ data: { orders: [{ stamp: 'r2' }] }, errors: undefined });
  });

  it('the same where all of it is asked for under one condition', async () => {
    const query = 'query ($no: Boolean!) { orders { ... @skip(if: $no) { stamp } } }';
    expect(await orders().ask(query, { variables: { no: false } })).toEqual({
      data: { orders: [{ stamp: 'r2' }] },
    });
  });

  it('the same beginning with an event', async () => {
    const event = { data: { placed: { __typename: 'Order', id: 'a' } }, errors: [] };
    expect(await orders().join('subscription { placed { stamp } }', event)).toEqual({
      data: { placed: { stamp: 'r2' } },
    });
  });

  it('where one field has values from a context and requires others', async () => {
    const graph = houses();
    const named = Promise.withResolvers<undefined>();
    graph.onRequest(async (subgraph) => {
      // the language comes last
      if (subgraph === 'houses') await named.promise;
      if (subgraph === 'names') setImmediate(() => named.resolve(undefined));
    });
    expect(await graph.ask('{ guides { house { lobby { sign } } } }')).toEqual({
      data: { guides: [{ house: { lobby: { sign: 'hall in zh' } } }] },
    });
  });
});
