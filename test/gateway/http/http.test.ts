import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../journeys/support/eventually.ts';
import { startGraph, type TestGraph } from '../support/start-graph.ts';

/** What /health says once `letters` is told so, and all others answered in time as they can. */
function healthWith(graph: TestGraph, letters: 'reachable' | 'unreachable') {
  const others = { casework: 'reachable', units: 'reachable', ratings: 'reachable' };
  return eventually(async () => {
    const response = await fetch(`${graph.url}/health`);
    const told = (await response.json()) as { subgraphs: Record<string, string> };
    const isSo = isDeepStrictEqual(told.subgraphs, { ...others, letters });
    return isSo && { code: response.status, ...told };
  });
}

describe('request ids', () => {
  it('a well-formed id of the client reaches every subgraph and comes back', async () => {
    await using graph = await startGraph();
    const response = await graph.post(
      { query: '{ case(id: "c1") { letter { title stars } unit { name } } }' },
      { 'x-request-id': 'abc-1' },
    );
    expect(response.headers.get('x-request-id')).toBe('abc-1');
    for (const { requests } of Object.values(graph.subgraphs))
      expect(requests.map(({ requestId }) => requestId)).toEqual(['abc-1']);
  });

  it('any other id is replaced', async () => {
    await using graph = await startGraph();
    const response = await graph.post({ query: '{ whoAmI }' }, { 'x-request-id': 'a b\tc' });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a subgraph that is away', () => {
  it('makes null what depends on it, with one error for each null, and health 503', async () => {
    await using graph = await startGraph();
    expect(await healthWith(graph, 'reachable')).toMatchObject({ code: 200, status: 'ok' });
    await graph.stop('letters');
    const result = await graph.query(
      '{ a: case(id: "c1") { id unit { name } letter { id title } } districts { id } }',
    );
    expect(result.data).toEqual({
      a: { id: 'c1', unit: { name: 'Unit district:1' }, letter: { id: 'mayor:1', title: null } },
      districts: [{ id: 'district:1' }],
    });
    expect(result.errors).toMatchObject([
      {
        path: ['a', 'letter', 'title'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'letters' },
      },
    ]);
    expect(await healthWith(graph, 'unreachable')).toMatchObject({
      code: 503,
      status: 'degraded',
      schema: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect((await fetch(`${graph.url}/health/live`)).status).toBe(200);
    await graph.restart('letters');
    expect(await healthWith(graph, 'reachable')).toMatchObject({ code: 200 });
  });

  it('is told once, at the root field, where a non-null root depends on it', async () => {
    await using graph = await startGraph();
    await graph.stop('casework');
    const result = await graph.query('{ cases { id letter { title author } } }');
    expect(result).toMatchObject({
      data: null,
      errors: [{ path: ['cases'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
    });
    expect(result.errors).toHaveLength(1);
  });

  it('is forgotten when it is back, even with its old connections broken', async () => {
    await using graph = await startGraph();
    await graph.query('{ cases { id } }');
    await graph.stop('casework');
    await graph.restart('casework');
    expect((await graph.query('{ cases { id } }')).errors).toBeUndefined();
  });
});

describe('GraphiQL', () => {
  it('is where the root leads, and loads nothing from outside', async () => {
    await using graph = await startGraph();
    const page = await fetch(graph.url);
    expect(page.url).toBe(`${graph.url}/graphiql`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).not.toMatch(/(?:https?:)?\/\/[a-z]/i);
    const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]);
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of [...assets, '/graphiql/graphql-ws/client.js', '/graphiql/graphiql.js'])
      expect((await fetch(`${graph.url}${asset}`)).status).toBe(200);
    const script = await (await fetch(`${graph.url}/graphiql/page.js`)).text();
    expect(script).not.toMatch(/https?:\/\/[a-z]/i);
  });

  it('is absent where it is off', async () => {
    await using graph = await startGraph({ isGraphiqlOn: false });
    expect((await fetch(`${graph.url}/graphiql`)).status).toBe(404);
  });
});
