import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { QueryPlanner } from '@apollo/query-planner';
import type { FormattedExecutionResult } from 'graphql';
import { openSocket } from '../support/socket-client.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';

const many = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ');

/** What each asks is valid but for its size; sizes are those of real attacks. */
const ATTACKS: Record<string, string> = {
  'tokens of 10,000 aliases': `{ ${many(10_000, (index) => `a${index}: whoAmI`)} }`,
  nesting: `${'{ case '.repeat(2_000)}${'}'.repeat(2_000)}`,
  'nesting of values': `{ case(id: ${'['.repeat(7_000)}${']'.repeat(7_000)}) { id } }`,
  depth: `{ ${'case { '.repeat(20)} id ${'}'.repeat(20)} }`,
  aliases: `{ ${many(1_900, (index) => `a${index}: whoAmI`)} }`,
  rootFields: `{ ${many(40, () => 'whoAmI')} }`,
  directives: `{ whoAmI ${many(1_000, () => '@skip(if: false)')} }`,
  'fields of a fragment bomb': [
    '{ ...F0 }',
    many(40, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`),
    'fragment F40 on Query { whoAmI }',
  ].join(' '),
  'fields of many operations': many(2_500, (index) => `query Q${index} { whoAmI }`),
};

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());
afterEach(() => void jest.restoreAllMocks());

describe('what is too much in a document', () => {
  for (const [attack, query] of Object.entries(ATTACKS)) {
    const limit = attack.split(' ', 1)[0];

    it(`${attack}: is refused before it is planned, by HTTP`, async () => {
      const plan = jest.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
      const response = await graph.post({ query });
      expect(response.status).toBe(400);
      const { errors } = (await response.json()) as FormattedExecutionResult;
      expect(errors?.map(({ extensions }) => extensions)).toContainEqual(
        expect.objectContaining({ code: 'LIMIT_EXCEEDED', limit, maximum: expect.any(Number) }),
      );
      expect(plan).not.toHaveBeenCalled();
    });

    it(`${attack}: the same by WebSocket, which stays open for others`, async () => {
      await using socket = openSocket(graph.url);
      await expect(socket.subscribe(query).next()).rejects.toContainEqual(
        expect.objectContaining({
          extensions: expect.objectContaining({ code: 'LIMIT_EXCEEDED', limit }),
        }),
      );
      const answer = await socket.subscribe('{ whoAmI }').next();
      expect(answer.errors).toBeUndefined();
    });
  }

  it('counts in mutations and subscriptions as well', async () => {
    const fields = many(40, (index) => `a${index}: addNote(caseId: "c1", text: "x") { id }`);
    const { errors } = await graph.query(`mutation { ${fields} }`);
    expect(errors).toMatchObject([{ extensions: { limit: 'rootFields', received: 40 } }]);
    await using socket = openSocket(graph.url);
    const deep = `subscription { caseOpened { ${'case { '.repeat(20)} id ${'}'.repeat(20)} } }`;
    await expect(socket.subscribe(deep).next()).rejects.toMatchObject([
      { extensions: { limit: 'depth', maximum: 15, received: 22 } },
    ]);
  });

  it('is told where so many fields of one name cannot be compared', async () => {
    const { errors } = await graph.query(`{ case(id: "c1") { ${many(1_900, () => 'id')} } }`);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('fewer fields of one name'),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });

  it('is not what a cycle of fragments is told: it is refused as such', async () => {
    const cycle = `{ ...F0 } ${many(500, (index) => `fragment F${index} on Query { ...F${(index + 1) % 500} }`)}`;
    const { errors } = await graph.query(cycle);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('within itself'),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });

  it('leaves room for GraphiQL’s own questions', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    expect((await graph.query(getIntrospectionQuery({ inputValueDeprecation: true }))).errors).toBe(
      undefined,
    );
  });
});

describe('what is too deep in variables', () => {
  const nested = (levels: number): unknown =>
    JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;
  const operations = {
    'a query': 'query ($x: ID!) { case(id: $x) { id } }',
    'a query that does not use them': '{ whoAmI }',
    'a mutation': 'mutation ($x: ID!) { addNote(caseId: $x, text: "x") { id } }',
  };

  for (const [name, query] of Object.entries(operations))
    it(`is refused to ${name}, by HTTP and by WebSocket`, async () => {
      const refused = { code: 'LIMIT_EXCEEDED', limit: 'nesting', maximum: 100 };
      const variables = { x: nested(101) };
      const response = await graph.post({ query, variables });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: refused }] });
      await using socket = openSocket(graph.url);
      await expect(socket.subscribe(query, variables).next()).rejects.toMatchObject([
        { extensions: refused },
      ]);
    });

  it('ends no request badly, as deep as a body can hold it', async () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":"{ whoAmI }","variables":{"x":${deep}}}`,
    });
    expect(response.status).toBe(400);
  });

  it('is not what the limit allows', async () => {
    expect((await graph.query('{ whoAmI }', { x: nested(100) })).errors).toBeUndefined();
  });
});

describe('a body that is too large', () => {
  it('is refused with 413 before it is read', async () => {
    const response = await graph.post({ query: '{ whoAmI }', padding: 'x'.repeat(10_000_000) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      errors: [
        { extensions: { code: 'LIMIT_EXCEEDED', limit: 'bodyBytes', maximum: 1024 * 1024 } },
      ],
    });
  });
});
