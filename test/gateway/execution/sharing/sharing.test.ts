import { describe, expect, it } from '@jest/globals';
import { composeGraph } from '../audit/compose-graph.ts';

const sharing = (options = { shareFetches: true, shareQueries: true }) => {
  let value = 1;
  return composeGraph(
    {
      things: {
        sdl: `type Query { thing(id: ID!): Thing other: Thing }
          type Mutation { count: Int }
          type Subscription { changed: Thing }
          type Thing @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { thing: (_: unknown, args: object) => args, other: () => ({ id: 'a' }) },
          Mutation: { count: () => (value += 1) },
        },
      },
      names: {
        sdl: 'type Thing @key(fields: "id") { id: ID! name: String tags: [Tag] } type Tag { text: String }',
        resolvers: {
          Thing: {
            __resolveReference: ({ id }: { id: string }) => ({
              id,
              name: `${id}${value}`,
              tags: [{ text: 'x' }],
            }),
          },
        },
      },
    },
    options,
  );
};

const QUERY = 'query ($id: ID!) { thing(id: $id) { name tags { text } } }';
const one = { variables: { id: 'a' } };

describe('equal work under way at the same time', () => {
  it('equal queries of equal callers are one execution', async () => {
    const graph = sharing();
    const [first, second] = await Promise.all([graph.ask(QUERY, one), graph.ask(QUERY, one)]);
    expect(second).toEqual(first);
    expect(graph.requests).toHaveLength(2);
  });

  it('equal fetches of different queries are one request, and each gets its own answer', async () => {
    const graph = sharing({ shareFetches: true, shareQueries: false });
    const answers = await Promise.all([
      graph.ask('{ other { name tags { text } } }'),
      graph.ask('{ other { name tags { text } } }'),
    ]);
    for (const { data } of answers)
      expect(data).toEqual({ other: { name: 'a1', tags: [{ text: 'x' }] } });
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(['things', 'names']);
  });

  it.each([
    ['another actor', { actor: { role: 'CITIZEN' as const, id: 'c', unit: null } }],
    ['another forwarded header', { forwarded: { 'x-lang': 'zh' } }],
  ])('nothing is shared with %s', async (_name, caller) => {
    const graph = sharing();
    await Promise.all([graph.ask(QUERY, one), graph.ask(QUERY, { ...one, caller })]);
    expect(graph.requests).toHaveLength(4);
  });

  it('nothing is shared where it is switched off, nor with other variables', async () => {
    const off = sharing({ shareFetches: false, shareQueries: false });
    await Promise.all([off.ask(QUERY, one), off.ask(QUERY, one)]);
    expect(off.requests).toHaveLength(4);
    const on = sharing();
    await Promise.all([on.ask(QUERY, one), on.ask(QUERY, { variables: { id: 'b' } })]);
    expect(on.requests).toHaveLength(4);
  });

  it('mutations are never shared', async () => {
    const graph = sharing();
    await Promise.all([graph.ask('mutation { count }'), graph.ask('mutation { count }')]);
    expect(graph.requests).toHaveLength(2);
  });

  it('a query after a mutation joins nothing that began before it', async () => {
    const graph = sharing();
    const held = Promise.withResolvers<undefined>();
    let isHolding = true;
    graph.onRequest((subgraph) => (subgraph === 'names' && isHolding ? held.promise : undefined));
    const before = graph.ask(QUERY, one);
    await graph.ask('mutation { count }');
    isHolding = false;
    expect((await graph.ask(QUERY, one)).data).toMatchObject({ thing: { name: 'a2' } });
    held.resolve(undefined);
    await before;
  });

  it('a query after an event joins nothing that began before it', async () => {
    const graph = sharing();
    const held = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    graph.onRequest((subgraph) => {
      if (subgraph !== 'names') return undefined;
      begun.resolve(undefined);
      return held.promise;
    });
    const before = graph.ask(QUERY, one);
    await begun.promise;
    await graph.join('subscription { changed { id } }', {
      data: { changed: { __typename: 'Thing', id: 'a' } },
      errors: [],
    });
    const after = graph.ask(QUERY, one);
    held.resolve(undefined);
    await Promise.all([before, after]);
    expect(graph.requests.filter(({ subgraph }) => subgraph === 'names')).toHaveLength(2);
  });

  it('ends only when the last of its clients goes away', async () => {
    const graph = sharing();
    const [one1, two] = [new AbortController(), new AbortController()];
    const seen = Promise.withResolvers<AbortSignal | undefined>();
    const held = Promise.withResolvers<undefined>();
    graph.onRequest(async (_subgraph, { caller }) => {
      seen.resolve(caller.signal);
      await held.promise;
    });
    const answers = [one1, two].map(({ signal }) =>
      graph.ask(QUERY, { ...one, caller: { signal } }),
    );
    const upstream = await seen.promise;
    one1.abort();
    expect(upstream?.aborted).toBe(false);
    two.abort();
    expect(upstream?.aborted).toBe(true);
    held.resolve(undefined);
    await Promise.all(answers);
  });
});
