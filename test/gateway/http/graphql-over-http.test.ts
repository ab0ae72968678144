import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startGraph, type TestGraph } from '../support/start-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

describe('GraphQL over HTTP, by the audits of its specification', () => {
  for (const audit of serverAudits({ url: () => `${graph.url}/graphql`, fetchFn: fetch }))
    it(audit.name, async () => {
      const result = await audit.fn();
      // jest shows what came instead
      expect({ ...result, response: undefined }).toMatchObject({ status: 'ok' });
    });
});

describe('GET', () => {
  const get = (query: string, accept = 'application/graphql-response+json') =>
    fetch(`${graph.url}/graphql?${new URLSearchParams({ query }).toString()}`, {
      headers: { accept },
    });

  it('answers a query without any further header', async () => {
    const response = await get('{ whoAmI }');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/graphql-response\+json/);
  });

  it('refuses a mutation with 405, and nothing was done', async () => {
    const response = await get('mutation { addNote(caseId: "c1", text: "x") { id } }');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    const sent = graph.subgraphs.casework.requests.map(({ query }) => query);
    expect(sent.filter((query) => query.includes('addNote'))).toEqual([]);
  });
});

describe('media types', () => {
  it('the one that the client likes better is what it gets, for refusals too', async () => {
    const wanted = { accept: 'application/json;q=0.5, application/graphql-response+json' };
    const refused = await graph.post({ query: '{ nothing }' }, wanted);
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toBe(
      'application/graphql-response+json; charset=utf-8',
    );
  });

  it('none that we have is 406, and nothing was done', async () => {
    const query = 'mutation { addNote(caseId: "c1", text: "x") { note } }';
    const asking = (accept: string) => graph.post({ query }, { accept });
    const before = graph.rows[0]?.note;
    expect((await asking('text/csv')).status).toBe(406);
    expect((await asking('application/json;q=0, text/html')).status).toBe(406);
    expect(graph.rows[0]?.note).toBe(before);
    expect((await asking('text/html, */*;q=0.1')).status).toBe(200);
  });
});
