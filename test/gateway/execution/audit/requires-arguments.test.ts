import { describe, expect, it } from '@jest/globals';
import { composeGraph } from './compose-graph.ts';

const GOODS = [
  { sku: 'tea', grams: 10, cents: 2, shelf: { mean: 5 } },
  { sku: 'rice', grams: 20, cents: 3, shelf: { mean: 30 } },
];

/** Freight needs prices in one currency, duty in another; the client may ask for a third. */
const trade = () =>
  composeGraph({
    goods: {
      sdl: `type Query { goods: [Good] }
        type Good @key(fields: "sku") { sku: ID! name: String grams: Int price(in: String!): Int shelf: Shelf }
        type Shelf { mean(in: String!): Int }
        type Mutation { restock: Good }
        type Subscription { arrived(at: Int, after: String): Arrival }
        type Arrival { cursor: String! good: Good }`,
      resolvers: {
        Query: { goods: () => GOODS },
        Mutation: { restock: () => GOODS[0] },
        Subscription: {
          arrived: (_: unknown, { at }: { at: number }) => ({ cursor: `c${at}`, good: GOODS[at] }),
        },
        Good: {
          __resolveReference: ({ sku }: { sku: string }) => GOODS.find((one) => one.sku === sku),
          name: ({ sku }: { sku: string }) => `the ${sku}`,
          price: ({ cents }: { cents: number }, { in: currency }: { in: string }) =>
            cents * (currency === 'EUR' ? 100 : currency === 'USD' ? 10 : 1),
        },
        Shelf: { mean: ({ mean }: { mean: number }) => mean },
      },
    },
    costs: {
      sdl: `type Good @key(fields: "sku") {
          sku: ID!
          grams: Int @external
          price(in: String!): Int @external
          shelf: Shelf @external
          freight: Int @requires(fields: "price(in: \\"USD\\") grams")
          duty: Int @requires(fields: "price(in: \\"EUR\\") grams")
          isDear: Boolean @requires(fields: "shelf { mean(in: \\"USD\\") }")
          instead: Good @requires(fields: "price(in: \\"USD\\")")
        }
        type Shelf @external { mean(in: String!): Int }`,
      resolvers: {
        Good: {
          __resolveReference: (reference: object) => reference,
          freight: ({ price, grams }: { price: number; grams: number }) => price * grams,
          duty: ({ price, grams }: { price: number; grams: number }) => price + grams,
          isDear: ({ shelf }: { shelf: { mean: number } }) => shelf.mean > 10,
          instead: ({ price }: { price: number }) => ({ sku: price > 20 ? 'tea' : 'rice' }),
        },
      },
    },
  });

describe('@requires with arguments', () => {
  it('two fields that require the same field with different arguments each get their own', async () => {
    const graph = trade();
    const { data, errors } = await graph.ask('{ goods { sku name freight duty isDear } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      goods: [
        { sku: 'tea', name: 'the tea', freight: 200, duty: 210, isDear: false },
        { sku: 'rice', name: 'the rice', freight: 600, duty: 320, isDear: true },
      ],
    });
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(['goods', 'costs']);
  });

  it('a mutation is asked for once with all that they require', async () => {
    const graph = trade();
    expect(await graph.ask('mutation { restock { freight ... { duty } } }')).toEqual({
      data: { restock: { freight: 200, duty: 210 } },
    });
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(['goods', 'costs']);
  });

  it.each([
    [false, { restock: { freight: 200, duty: 210 } }, ['goods', 'costs']],
    [true, {}, []],
  ])('the same under a condition: @skip(if: %s)', async (isSkipped, data, asked) => {
    const graph = trade();
    const mutation = 'mutation ($no: Boolean!) { restock @skip(if: $no) { freight duty } }';
    expect(await graph.ask(mutation, { variables: { no: isSkipped } })).toEqual({ data });
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(asked);
  });

  it('a subscription is subscribed to once with all that they require', async () => {
    const graph = trade();
    const told = await graph.tell(
      'subscription ($at: Int, $currency: String!) { arrived(at: $at) { good { freight price(in: $currency) duty instead { duty } } } }',
      { at: 1, currency: 'CNY' },
    );
    expect(told).toEqual({
      data: { arrived: { good: { freight: 600, price: 3, duty: 320, instead: { duty: 210 } } } },
      cursor: 'c1',
    });
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual([
      'goods',
      'costs',
      'goods',
      'costs',
    ]);
  });

  it('a client may ask for the required field with arguments of its own', async () => {
    const { data } = await trade().ask(
      'query ($currency: String! = "CNY") { goods { freight price(in: $currency) shelf { mean(in: "CNY") } isDear } }',
    );
    expect(data).toEqual({
      goods: [
        { freight: 200, price: 2, shelf: { mean: 5 }, isDear: false },
        { freight: 600, price: 3, shelf: { mean: 30 }, isDear: true },
      ],
    });
  });

  it('the same at more places than one would plan for one by one', async () => {
    const graph = trade();
    const aliases = Array.from({ length: 20 }, (_, index) => `a${index}: goods { freight duty }`);
    const { data, errors } = await graph.ask(`{ ${aliases.join(' ')} }`);
    expect(errors).toBeUndefined();
    expect(Object.keys(data ?? {})).toHaveLength(20);
    for (const goods of Object.values(data ?? {}))
      expect(goods).toEqual([
        { freight: 200, duty: 210 },
        { freight: 600, duty: 320 },
      ]);
    expect(graph.requests.filter(({ subgraph }) => subgraph === 'goods')).toHaveLength(1);
  });

  it('the same where one of them leads to the other', async () => {
    const { data, errors } = await trade().ask('{ goods { duty instead { duty freight } } }');
    expect({ data, errors }).toEqual({
      data: {
        goods: [
          { duty: 210, instead: { duty: 320, freight: 600 } },
          { duty: 320, instead: { duty: 210, freight: 200 } },
        ],
      },
      errors: undefined,
    });
  });

  it('the same through fragments, at places of different depth', async () => {
    const { data } = await trade().ask(
      'fragment F on Good { freight price(in: "EUR") } { a: goods { ...F } b: goods { duty ...F } }',
    );
    expect(data).toMatchObject({
      a: [{ freight: 200, price: 200 }, {}],
      b: [{ duty: 210, freight: 200, price: 200 }, {}],
    });
  });
});

const REMARKS = Array.from({ length: 4 }, (_, index) => ({
  id: `r${index}`,
  by: `writer${index}`,
}));

describe('@requires of a list with a limit', () => {
  const news = () =>
    composeGraph({
      remarks: {
        sdl: `type Query { posts: [Post] }
          type Post @key(fields: "id") { id: ID! remarks(limit: Int!): [Remark] @shareable }
          type Remark @key(fields: "id") { id: ID! by: ID }`,
        resolvers: {
          Query: { posts: () => [{ id: 'p' }] },
          Post: { remarks: (_: unknown, { limit }: { limit: number }) => REMARKS.slice(0, limit) },
          Remark: {
            __resolveReference: ({ id }: { id: string }) => REMARKS.find((one) => one.id === id),
          },
        },
      },
      posts: {
        sdl: `type Post @key(fields: "id") {
            id: ID!
            last: Writer @requires(fields: "remarks(limit: 3) { by }")
            remarks(limit: Int!): [Remark] @shareable
          }
          type Remark @key(fields: "id") { id: ID! by: ID @external }
          type Writer { id: ID! }`,
        resolvers: {
          Post: {
            __resolveReference: (reference: object) => reference,
            last: ({ remarks }: { remarks: { by: string }[] }) =>
              remarks.length === 3 ? { id: remarks[2]?.by } : new Error('expected three'),
            remarks: (_: unknown, { limit }: { limit: number }) =>
              REMARKS.slice(0, limit).map(({ id }) => ({ id })),
          },
        },
      },
    });

  it.each([
    ['{ posts { last { id } remarks(limit: 1) { id } } }'],
    ['query ($n: Int = 1) { posts { last { id } remarks(limit: $n) { id } } }'],
    [
      'query ($n: Int = 1) { posts { last { id } ...A ...B } } fragment A on Post { remarks(limit: $n) { id } } fragment B on Post { remarks(limit: $n) { id } }',
    ],
  ])('the client asks for fewer than are required: %s', async (query) => {
    expect(await news().ask(query)).toEqual({
      data: { posts: [{ last: { id: 'writer2' }, remarks: [{ id: 'r0' }] }] },
    });
  });
});
