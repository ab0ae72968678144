import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, type FormattedExecutionResult } from 'graphql';
import { createMonolith } from '../support/monolith.ts';
import { createRandom, randomQuery } from '../support/random-operation.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';
import { createRows } from '../support/test-data.ts';
import { MONOLITH_SDL } from '../support/test-graph.ts';

const COUNT = Number(process.env.ORACLE_OPERATIONS ?? 150);
const SEED = process.env.ORACLE_SEED ?? 'petition';

const VALUES = {
  'case.id': ['"c1"', '"c2"', '"c3"', '"none"'],
  'cases.state': ['OPEN', 'CLOSED'],
  'letter.id': ['"mayor:1"', '"district:1:1"'],
  'title.upper': ['true', 'false'],
};

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

/** Where the response is null, and why; of several fields that caused one null, any may be named. */
function nullsOf({ errors = [], data }: FormattedExecutionResult): string {
  const places = errors.map(({ path = [], extensions }) => {
    let depth = 0;
    let value: unknown = data;
    while (value !== null && depth < path.length) {
      value = (value as Record<string | number, unknown>)[path[depth] ?? ''];
      depth += 1;
    }
    return `${path.slice(0, depth).join('.')} ${String(extensions?.code)}`;
  });
  return places.sort().join();
}

describe('against a server in one piece', () => {
  it(`${COUNT} random queries give the same data and the same errors`, async () => {
    const monolith = createMonolith(createRows());
    const schema = buildSchema(
      MONOLITH_SDL.replace('whoAmI: String!', '').replace('crash: String', ''),
    );
    const random = createRandom(SEED);
    const differences: unknown[] = [];
    for (let index = 0; index < COUNT; index += 1) {
      const query = randomQuery({ schema, values: VALUES, random });
      const variables = { a: random() < 0.5, b: random() < 0.5 };
      const expected = await monolith(query, variables);
      const actual = await graph.query(query, variables);
      if (
        JSON.stringify(actual.data) !== JSON.stringify(expected.data) ||
        nullsOf(actual) !== nullsOf(expected)
      )
        differences.push({ query, variables, expected, actual });
    }
    expect(differences).toEqual([]);
  });
});
