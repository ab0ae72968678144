import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startScriptedServer } from '../support/scripted-server.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(async () => graph[Symbol.asyncDispose]());

interface Told {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Headers that differ from request to request by nature. */
const OWN = new Set(['date', 'connection', 'keep-alive', 'x-request-id']);

async function tell(url: string, headers: Record<string, string>, body: string): Promise<Told> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'same', ...headers },
    body,
  });
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => !OWN.has(name))),
    body: await response.text(),
  };
}

/** A query string leads around the plain path, to all the layers. */
async function bothWays(
  body: string,
  headers: Record<string, string> = {},
  { url: base }: Pick<TestGraph, 'url'> = graph,
): Promise<[Told, Told]> {
  const url = `${base}/graphql`;
  return [await tell(url, headers, body), await tell(`${url}?`, headers, body)];
}

const bodies: [string, unknown][] = [
  ['a query', { query: '{ whoAmI }' }],
  [
    'a named one of two',
    { query: 'query A { whoAmI } query B { __typename }', operationName: 'B' },
  ],
  ['a name that is not there', { query: 'query A { whoAmI }', operationName: 'C' }],
  ['introspection', { query: '{ __schema { queryType { name } } }' }],
  ['text that does not parse', { query: '{' }],
  ['a field that is not there', { query: '{ nothing }' }],
  [
    'a variable that is missing',
    { query: 'query ($a: Int!) { __type(name: "Q") { name } a: __typename @include(if: $b) }' },
  ],
  ['a subscription', { query: 'subscription { __typename }' }],
  ['no query', {}],
  ['a batch', [{ query: '{ whoAmI }' }]],
  ['variables that are a list', { query: '{ whoAmI }', variables: [] }],
  ['extensions that are text', { query: '{ whoAmI }', extensions: 'x' }],
  [
    'too many aliases',
    { query: `{ ${Array.from({ length: 500 }, (_, n) => `a${n}: whoAmI`).join(' ')} }` },
  ],
];

describe('the plain way and the long way give the same answer', () => {
  it.each(bodies)('to %s', async (_name, body) => {
    const [plain, long] = await bothWays(JSON.stringify(body));
    expect(plain).toEqual(long);
  });

  it.each([{ accept: 'application/json' }, { accept: '*/*' }])(
    'to an operation without data, read as %j',
    async (headers) => {
      const [plain, long] = await bothWays(
        JSON.stringify({ query: 'query A { whoAmI }', operationName: 'C' }),
        headers,
      );
      expect(plain).toEqual(long);
    },
  );

  it('to JSON that is none, and to a token that is none', async () => {
    const [broken, brokenLong] = await bothWays('{"query": ');
    expect(broken).toEqual(brokenLong);
    const [forged, forgedLong] = await bothWays('{"query":"{ whoAmI }"}', {
      authorization: 'Bearer a.b.c',
    });
    expect(forged.status).toBe(401);
    expect(forged).toEqual(forgedLong);
  });

  it('whatever status a subgraph names, since that is not its to say', async () => {
    await using server = await startScriptedServer();
    await using other = await startGraph({ urls: { casework: server.url } });
    const extensions = { code: 'NOT_FOUND', http: { status: 401 } };
    const errors = [{ message: 'no', path: ['whoAmI'], extensions }];
    server.script((response) => response.end(JSON.stringify({ data: { whoAmI: null }, errors })));
    const [plain, long] = await bothWays('{"query":"{ whoAmI }"}', {}, other);
    expect(JSON.parse(long.body)).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    expect(long.status).toBe(200);
    expect(plain).toEqual(long);
  });
});
