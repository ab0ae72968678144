import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, type FormattedExecutionResult } from 'graphql';
import { createMonolith } from '../support/monolith.ts';
import { createRandom, randomQuery } from '../support/random-operation.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';
import { createRows } from '../support/test-data.ts';
import { MONOLITH_SDL } from '../support/test-graph.ts';

const COUNT = Number(process.env.ORACLE_OPERATIONS ?? 300);
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

function placesOf({ errors = [] }: FormattedExecutionResult): string[] {
  return errors
    .map(({ path, extensions }) => `${path?.join('.')} ${String(extensions?.code)}`)
    .sort();
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
        placesOf(actual).join() !== placesOf(expected).join()
      )
        differences.push({ query, variables, expected, actual });
    }
    expect(differences).toEqual([]);
  });
});
