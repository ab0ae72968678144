import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { costLimit } from '../../../gateway/limits/cost-limit.ts';
import { readCostTable } from '../../../gateway/limits/list-sizes.ts';
import { limitsWith } from '../support/test-settings.ts';
import { openSocket } from '../support/socket-client.ts';
import { startGraph } from '../support/start-graph.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost", "@listSize"])
  type Query {
    one: Item
    plain: [Item!]
    cut(first: Int = 5): [Item!]
    page(first: Int! = 20): Page!
    known: [Item!] @listSize(assumedSize: 50)
    slow(by: String @cost(weight: 3)): Int @cost(weight: 7)
    sized(top: Int): Page! @listSize(slicingArguments: ["top"], sizedFields: ["edges"])
    heavy: Heavy
    find(by: Filter, all: [Filter!], as: Way, in: [Area!], near: [Int!] @cost(weight: 4)): Int
    usual(by: Filter! = { text: "x" }, as: Way = FAST): Int
    dear(by: Filter @cost(weight: 30), all: [Filter!] @cost(weight: 6)): [Item!]
  }
  input Filter {
    id: ID
    text: String @cost(weight: 5)
    limit: Int = 3 @cost(weight: 2)
    and: [Filter!]
    not: Filter @cost(weight: 20)
    as: Way
  }
  enum Way @cost(weight: 9) { FAST SLOW }
  scalar Area @cost(weight: 40)
  type Mutation { act: Item }
  type Page { edges: [Edge!]! others: [Item!]! total: Int! }
  type Edge { node: Item! }
  type Item { id: ID! plain: [Item!] priced(by: Filter): Int }
  type Heavy @cost(weight: 100) { id: ID! }
`;

/** As a limit that nothing passes says it. */
function costOf(query: string, variables: Record<string, unknown> = {}): unknown {
  const refuse = costLimit({ maximum: -1, listSize: 10 }, requestFor(query));
  return refuse(variables)?.extensions.received;
}

const composed = composeServices([{ name: 'a', url: 'http://a', typeDefs: parse(SDL) }]);
const table = readCostTable(composed.supergraphSdl ?? '');
const schema = Supergraph.build(composed.supergraphSdl ?? '')
  .apiSchema()
  .toGraphQLJSSchema();

function requestFor(query: string) {
  const document = parse(query);
  return { schema, table, document, operation: getOperationAST(document)! };
}

describe('the cost of an operation', () => {
  it('is one for an object, nothing for a scalar, ten more for a mutation', () => {
    expect(costOf('{ one { id } }')).toBe(1);
    expect(costOf('mutation { act { id } }')).toBe(11);
  });

  it('takes lists to be as long as an argument or its default says, else as configured', () => {
    expect(costOf('{ plain { id } }')).toBe(10);
    expect(costOf('{ cut { id } }')).toBe(5);
    expect(costOf('{ cut(first: 7) { id } }')).toBe(7);
    expect(costOf('query($n: Int = 3) { cut(first: $n) { id } }')).toBe(3);
    expect(costOf('query($n: Int = 3) { cut(first: $n) { id } }', { n: 9 })).toBe(9);
    expect(costOf('{ cut(first: -5) { id } }')).toBe(0);
  });

  it('counts the items of a page as often as the page has them', () => {
    expect(costOf('{ page(first: 100) { total edges { node { id } } } }')).toBe(1 + 100 * 2);
    expect(costOf('{ page(first: 100) { edges { node { plain { id } } } } }')).toBe(
      1 + 100 * (2 + 10),
    );
  });

  it('goes by @listSize and @cost of the subgraphs', () => {
    expect(costOf('{ known { id } }')).toBe(50);
    expect(costOf('{ sized(top: 4) { edges { node { id } } others { id } } }')).toBe(1 + 8 + 10);
    expect(costOf('{ slow(by: "x") }')).toBe(10);
    expect(costOf('{ heavy { id } }')).toBe(100);
  });

  it('counts through fragments, each time they are spread', () => {
    const fragment = 'fragment F on Query { plain { ...G } } fragment G on Item { plain { id } }';
    expect(costOf(`${fragment} { ...F ... on Query { ...F } }`)).toBe(2 * 10 * 11);
  });

  it('beyond its limit is told with both numbers', () => {
    const config = { maximum: 99, listSize: 10 };
    const refused = costLimit(config, requestFor('{ plain { plain { id } } }'));
    expect(refused({})?.extensions).toMatchObject({
      ...{ code: 'LIMIT_EXCEEDED', limit: 'cost', maximum: 99, received: 110 },
    });
  });
});

describe('what arguments are given', () => {
  // each Filter has a limit by default, which counts 2
  it('counts one for an input object, and @cost of its fields and of their types', () => {
    expect(costOf('{ find }')).toBe(0);
    expect(costOf('{ find(by: { id: 1, limit: null }) }')).toBe(1);
    expect(costOf('{ find(by: { text: "x", limit: 1, as: SLOW }) }')).toBe(1 + 5 + 2 + 9);
    expect(costOf('{ find(as: FAST, in: "a") }')).toBe(9 + 40);
    expect(costOf('{ dear(by: { id: 1 }) { id } }')).toBe(10 + 30 + 2);
  });

  it('counts input objects within input objects', () => {
    const deep = '{ find(by: { and: [{ text: "x" }, { not: { and: [{}] } }] }) }';
    expect(costOf(deep)).toBe(1 + 2 + (1 + 2 + 5) + (1 + 2 + (20 + 2 + (1 + 2))));
  });

  it('counts each item of a list, and the weight of the list once more', () => {
    expect(costOf('{ find(all: [{}, { text: "x" }]) }')).toBe(3 + 8);
    expect(costOf('{ find(all: { text: "x" }) }')).toBe(8);
    expect(costOf('{ find(near: [1, 2, 3]) }')).toBe(4 * 4);
    expect(costOf('{ dear(all: [{}, {}]) { id } }')).toBe(10 + 6 + 2 * (6 + 2));
  });

  it('counts by default what is left out, and nothing for null', () => {
    expect(costOf('{ usual }')).toBe(1 + 5 + 2 + 9);
    expect(costOf('{ usual(by: {}, as: null) }')).toBe(3);
    expect(costOf('{ find(by: null, all: null, near: null) slow(by: null) }')).toBe(7);
  });

  it('counts the same in variables as in the text', () => {
    const query = 'query($by: Filter, $all: [Filter!]) { find(by: $by, all: $all) }';
    const by = { text: 'x', and: [{ not: {} }] };
    const all = [{ id: '1' }, by];
    const text = '{ text: "x", and: [{ not: {} }] }';
    expect(costOf(query, { by, all })).toBe(costOf(`{ find(by: ${text}, all: [{}, ${text}]) }`));
    expect(costOf(query, { by: null })).toBe(0);
  });

  it('counts variables within literals, and their defaults', () => {
    const query = `query($text: String, $limit: Int, $and: [Filter!] = [{ text: "x" }], $as: Way) {
      find(by: { text: $text, limit: $limit, and: $and }) usual(as: $as)
    }`;
    const usual = 1 + 5 + 2;
    expect(costOf(query)).toBe(1 + 2 + (1 + 5 + 2) + usual + 9);
    expect(costOf(query, { text: 'x', limit: null, and: [], as: null })).toBe(1 + 5 + usual);
    expect(costOf('query($one: Filter!) { find(all: [$one, {}]) }', { one: { text: 'x' } })).toBe(
      11,
    );
  });

  it('counts as often as the list in which its field stands', () => {
    const query = 'query($by: Filter) { plain { priced(by: $by) } }';
    expect(costOf(query, { by: {} })).toBe(10 * (1 + 3));
  });

  it('is counted however deep a client nests it', () => {
    let by = {};
    for (let depth = 0; depth < 50_000; depth += 1) by = { and: [by] };
    expect(costOf('query($by: Filter) { find(by: $by) }', { by })).toBe(50_001 * 3);
  });
});

describe('an operation that is asked again', () => {
  it('is judged by the input objects that it has now', () => {
    const limit = costLimit(
      { maximum: 8, listSize: 10 },
      requestFor('query($by: Filter = { text: "x" }, $as: Way) { find(by: $by, as: $as) }'),
    );
    const isRefused = (variables: Record<string, unknown>) => limit(variables) !== null;
    const asked = [{}, { by: { and: [{}, {}] } }, { by: {} }, { by: null, as: 'FAST' }, { by: {} }];
    expect(asked.map(isRefused)).toEqual([false, true, false, true, false]);
  });

  it('is judged by the variables that it has now', () => {
    const query = 'query($n: Int, $by: String) { slow(by: $by) cut(first: $n) { id } }';
    const limit = costLimit({ maximum: 60, listSize: 10 }, requestFor(query));
    const isRefused = (variables: Record<string, unknown>) => limit(variables) !== null;
    const asked = [{ n: 53 }, { n: 54 }, { n: 53, by: 'x' }, { n: 53, by: null }, { n: 2 }, {}];
    expect(asked.map(isRefused)).toEqual([false, true, true, false, false, false]);
  });
});

describe('an operation that costs too much', () => {
  it('reaches no subgraph, by HTTP or WebSocket', async () => {
    const limits = limitsWith({ cost: { maximum: 50, listSize: 10 } });
    await using graph = await startGraph({ limits });
    const query = '{ cases { units { name } } }';
    const refused = { extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost', received: 110 } };
    expect((await graph.query(query)).errors).toMatchObject([refused]);
    await using socket = openSocket(graph.url);
    await expect(socket.subscribe(query).next()).rejects.toMatchObject([refused]);
    expect(graph.subgraphs.casework.requests).toEqual([]);
  });
});
