import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { createPortalClient } from '../../../clients/portal/client/portal-client.ts';

/** A gateway that offers a place for a file, and answers what is sent there with the status. */
async function startGateway(status: number) {
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === 'PUT') response.writeHead(status).end();
    else response.end(JSON.stringify({ data: { upload: { id: 'file-1', url: '/documents/1' } } }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('handing a file in', () => {
  it.each([
    [415, 'refused'],
    [422, 'refused'],
    [429, 'busy'],
    [500, 'busy'],
    [503, 'busy'],
  ])('says of status %i that the other side is %s', async (status, kind) => {
    await using gateway = await startGateway(status);
    const client = createPortalClient({ url: gateway.url });
    const file = { fileName: '照片.png', contentType: 'image/png', bytes: 3 };
    await expect(client.attach({ kind: 'mayor' }, file, 'abc')).rejects.toMatchObject({ kind });
  });
});
