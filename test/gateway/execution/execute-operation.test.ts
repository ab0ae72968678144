import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import { createMonolith } from '../support/monolith.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';
import { createRows } from '../support/test-data.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

/** Data must be the same to the order of its keys, and every error must be at its place. */
async function expectSameAsMonolith(query: string, variables: Record<string, unknown> = {}) {
  const expected = await createMonolith(createRows())(query, variables);
  const actual = await graph.query(query, variables);
  expect(JSON.stringify(actual.data)).toBe(JSON.stringify(expected.data));
  expect(placesOf(actual)).toEqual(placesOf(expected));
}

function placesOf({ errors = [] }: FormattedExecutionResult) {
  const places = errors.map(
    ({ path, extensions }) => `${path?.join('.')} ${String(extensions?.code)}`,
  );
  return places.sort();
}

describe('the gateway answers as one server would', () => {
  const operations: Record<string, string> = {
    'fields of one subgraph': '{ cases { id state note } }',
    'interfaces joined from another subgraph': '{ cases { id letter { id title author } } }',
    'fields that require fields of another subgraph, not selected by the client':
      '{ cases { letter { author } } }',
    'lists with nulls': '{ case(id: "c1") { units { id name } } }',
    'an empty list': '{ case(id: "c2") { units { name } unit { name } } }',
    'a null entity': '{ case(id: "nothing") { id letter { title } } }',
    'aliases of fields, also of the key and of __typename':
      '{ all: cases { key: id kind: __typename l: letter { t: __typename id: title big: title(upper: true) } } }',
    'inline fragments on implementations':
      '{ cases { letter { ... on MayorLetter { leader } ... on DistrictLetter { title } } } }',
    'named fragments, nested and used twice':
      'fragment L on Letter { id ...M } fragment M on MayorLetter { leader author } { a: cases { letter { ...L } } b: case(id: "c1") { letter { ...L title } } }',
    'fragments on interfaces of units':
      '{ cases { units { __typename ... on District { code } ... on Department { phone } } } }',
    'several root fields of several subgraphs':
      '{ districts { name } cases { id } letter(id: "mayor:2") { author } }',
    'introspection beside data': '{ __typename cases { id } __type(name: "Case") { name } }',
    'an interface that one subgraph knows by its name alone':
      '{ best { __typename stars title author ... on MayorLetter { leader } } cases { letter { stars __typename } } }',
    'an enum argument': '{ cases(state: CLOSED) { id state } }',
  };
  for (const [name, query] of Object.entries(operations))
    it(name, () => expectSameAsMonolith(query));

  it('@skip and @include with variables, in any position and in the order of the document', async () => {
    const query = `query ($a: Boolean!, $b: Boolean! = true) {
      cases { note @skip(if: $a) id letter @include(if: $b) { author @include(if: $a) title id }
        ... @include(if: $a) { state unit @skip(if: $b) { id } } } }`;
    for (const a of [true, false])
      for (const b of [true, false, undefined])
        await expectSameAsMonolith(query, b === undefined ? { a } : { a, b });
  });

  it('an error of a nullable field stands at its own place', () =>
    expectSameAsMonolith('{ cases { id letter { id ... on DistrictLetter { secret title } } } }'));

  it('an error of a non-null field nulls the nearest nullable place, once for each', () =>
    expectSameAsMonolith('{ cases { id units { id name } unit { name id } } }'));

  it('sends one representation for the same entity at several places', async () => {
    graph.subgraphs.units.requests.length = 0;
    await graph.query('{ cases { units { ... on Department { phone } } } }');
    expect(graph.subgraphs.units.requests).toHaveLength(1);
    expect(graph.subgraphs.units.requests[0]?.variables.representations).toEqual([
      { __typename: 'Department', id: 'department:a' },
      { __typename: 'Department', id: 'department:broken' },
    ]);
  });

  it('mutations run one after the other', async () => {
    const result = await graph.query(
      'mutation { a: addNote(caseId: "c2", text: "1") { note } b: addNote(caseId: "c2", text: "2") { note letter { title } } c: addNote(caseId: "c2", text: "3") { note } }',
    );
    expect(result.data).toEqual({
      a: { note: '1' },
      b: { note: '12', letter: { title: 'Title district:1:1' } },
      c: { note: '123' },
    });
  });
});

describe('what the subgraphs say is checked against the API schema', () => {
  it('an enum value hidden from clients becomes an internal error at its place', async () => {
    graph.rows.push({
      id: 'hidden',
      state: 'SECRET',
      note: null,
      units: [],
      unit: null,
      letter: 'mayor:1',
    });
    const result = await graph.query('{ case(id: "hidden") { id state } }');
    graph.rows.pop();
    expect(result.data).toEqual({ case: null });
    expect(result.errors).toMatchObject([
      { path: ['case', 'state'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
    expect(JSON.stringify(result)).not.toContain('SECRET');
  });

  it('an unexpected error of a subgraph is masked but for its place', async () => {
    const result = await graph.query('{ crash }');
    expect(result.data).toEqual({ crash: null });
    expect(result.errors).toMatchObject([
      { path: ['crash'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
    expect(JSON.stringify(result)).not.toMatch(/hunter2|stacktrace|casework/);
  });

  it('an error of the contract passes with its details', async () => {
    const result = await graph.query(
      '{ case(id: "c2") { letter { ... on DistrictLetter { secret } } } }',
    );
    expect(result.errors).toEqual([
      {
        message: 'not for you',
        locations: [expect.anything()],
        path: ['case', 'letter', 'secret'],
        extensions: { code: 'FORBIDDEN', field: 'secret' },
      },
    ]);
  });
});

describe('requests that cannot be executed', () => {
  it('an unknown operationName is a 400, not a crash', async () => {
    const response = await graph.post({
      query: 'query A { districts { id } }',
      operationName: 'B',
    });
    expect(response.status).toBe(400);
    expect(await codesOf(response)).toEqual(['OPERATION_RESOLUTION_FAILURE']);
  });

  it('a wrong variable is BAD_USER_INPUT and names the argument', async () => {
    const response = await graph.post({
      query: 'query ($id: ID!) { case(id: $id) { id } }',
      variables: { id: { a: 1 } },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', argument: 'id' } }],
    });
  });

  it('a subscription over HTTP says how to subscribe, also one under a condition', async () => {
    for (const query of [
      'subscription { caseOpened { cursor } }',
      'subscription ($a: Boolean!) { caseOpened @skip(if: $a) { cursor @include(if: $a) } }',
    ]) {
      const response = await graph.post({ query, variables: { a: false } });
      expect(response.status).toBe(400);
      const [code] = await codesOf(response);
      expect(['SUBSCRIPTION_TRANSPORT', 'GRAPHQL_VALIDATION_FAILED']).toContain(code);
    }
  });

  it('tokens and body size have limits', async () => {
    const many = await graph.post({ query: `{ cases { ${'id '.repeat(16_000)} } }` });
    expect(many.status).toBe(400);
    expect(await codesOf(many)).toEqual(['LIMIT_EXCEEDED']);
    const large = await graph.post({ query: '{ cases { id } }', padding: 'x'.repeat(2_000_000) });
    expect(large.status).toBe(413);
    expect(await codesOf(large)).toEqual(['LIMIT_EXCEEDED']);
  });

  it('a form post of another site is refused', async () => {
    const response = await graph.post(
      { query: '{ cases { id } }' },
      { 'content-type': 'text/plain' },
    );
    expect(response.status).toBe(400);
  });
});

async function codesOf(response: Response): Promise<unknown[]> {
  const { errors = [] } = (await response.json()) as FormattedExecutionResult;
  return errors.map((error) => error.extensions?.code);
}
