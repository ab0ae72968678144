import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { listen } from '../../../../subgraphs/kit/http/listen.ts';

describe('a server', () => {
  it('keeps idle connections longer than a load balancer does, which would lose requests', async () => {
    const server = createServer((_request, response) => response.end());
    const { headers } = await fetch(await listen(server, 0));
    expect(headers.get('keep-alive')).toBe('timeout=75');
    server.close();
  });

  it('that finds its port taken says so', async () => {
    const server = createServer();
    const { port } = new URL(await listen(server, 0));
    await expect(listen(createServer(), Number(port))).rejects.toThrow('EADDRINUSE');
    server.close();
  });
});
