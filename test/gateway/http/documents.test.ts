import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { createDocumentProxy } from '../../../gateway/http/documents.ts';
import { openResponse } from '../../../gateway/http/http-app.ts';
import { answerRefusals } from '../../../gateway/http/refusals.ts';
import { createRateLimits } from '../../../gateway/limits/rate.ts';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { startScriptedServer, type ScriptedServer } from '../support/scripted-server.ts';

interface Gateway extends AsyncDisposable {
  url: string;
  subgraph: ScriptedServer;
}

/** A gateway as far as documents need one. */
async function startGateway(): Promise<Gateway> {
  await using resources = new AsyncDisposableStack();
  const subgraph = resources.use(await startScriptedServer());
  const proxy = resources.use(
    createDocumentProxy({
      subgraph: 'casework',
      urlOf: () => `${subgraph.url}/graphql`,
      rates: createRateLimits({
        actor: null,
        queryCode: null,
        address: { count: 3, seconds: 3_600 },
      }),
      trustedProxies: 0,
      timeoutMs: 5_000,
    }),
  );
  const app = express();
  app.use((request, response, next) => {
    openResponse(request, response);
    next();
  });
  app.get('/documents/:token', proxy.handle);
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
    const response = await fetch(`${gateway.url}/documents/abc`, {
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

  it('keep the status of a refusal', async () => {
    await using gateway = await startGateway();
    gateway.subgraph.script((response) => response.writeHead(404).end('{"errors":[]}'));
    const response = await fetch(`${gateway.url}/documents/abc`);
    expect([response.status, await response.text()]).toEqual([404, '{"errors":[]}']);
  });

  it('that break off do not look whole', async () => {
    await using gateway = await startGateway();
    gateway.subgraph.script((response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write('one', () => response.destroy());
    });
    const response = await fetch(`${gateway.url}/documents/abc`);
    await expect(response.text()).rejects.toThrow();
  });

  it('are 503 SUBGRAPH_UNAVAILABLE while their subgraph is away', async () => {
    await using gateway = await startGateway();
    await gateway.subgraph[Symbol.asyncDispose]();
    const response = await fetch(`${gateway.url}/documents/abc`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'casework' } }],
    });
  });

  it('count for the rate of an address, so that nobody tries tokens', async () => {
    await using gateway = await startGateway();
    const statuses: number[] = [];
    for (let tried = 0; tried < 4; tried += 1)
      statuses.push((await fetch(`${gateway.url}/documents/abc`)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});
