import { describe, expect, it } from '@jest/globals';
import { startGraph } from '../support/start-graph.ts';

const PAGE = 'https://portal.example.gov.cn';

async function preflight(url: string, origin: string): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });
}

describe('pages of other origins', () => {
  it('may not call where none is named', async () => {
    await using graph = await startGraph();
    const response = await preflight(graph.url, PAGE);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may call where they are named, and no others', async () => {
    await using graph = await startGraph({ corsOrigins: [PAGE] });
    const allowed = await preflight(graph.url, PAGE);
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, last-event-id, x-request-id',
      vary: 'origin',
    });
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await graph.post({ query: '{ whoAmI }' }, { origin: PAGE });
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    const other = await preflight(graph.url, 'https://evil.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('read refusals too: a page must see why it is refused', async () => {
    await using graph = await startGraph({ corsOrigins: [PAGE] });
    const headers = { origin: PAGE, authorization: 'Bearer nonsense' };
    const refused = await graph.post({ query: '{ whoAmI }' }, headers);
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
      401,
      PAGE,
    ]);
  });
});
