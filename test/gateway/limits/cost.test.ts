import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { estimateCost } from '../../../gateway/limits/cost.ts';
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
  }
  type Mutation { act: Item }
  type Page { edges: [Edge!]! others: [Item!]! total: Int! }
  type Edge { node: Item! }
  type Item { id: ID! plain: [Item!] }
  type Heavy @cost(weight: 100) { id: ID! }
`;

function costOf(query: string, variables: Record<string, unknown> = {}): number {
  return estimateCost(10, { ...requestFor(query), variable: (name) => variables[name] });
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

describe('an operation that is asked again', () => {
  it('is judged by the variables that it has now', () => {
    const query = 'query($n: Int, $by: String) { slow(by: $by) cut(first: $n) { id } }';
    const limit = costLimit({ maximum: 60, listSize: 10 }, requestFor(query));
    const isRefused = (variables: Record<string, unknown>) => limit(variables) !== null;
    expect([{ n: 50 }, { n: 51 }, { n: 51, by: 'x' }, { n: 2 }, {}].map(isRefused)).toEqual([
      ...[false, true, true, false, false],
    ]);
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
