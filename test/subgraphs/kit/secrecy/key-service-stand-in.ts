import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyRing } from '../../../../subgraphs/kit/secrecy/key-ring.ts';

export interface KeyService extends AsyncDisposable {
  url: string;
  /** How often it was asked. */
  asked(): number;
}

/** What it answers to the nth question, from 1; undefined leaves the question open. */
type Answer = (
  request: IncomingMessage,
  nth: number,
) => { status: number; body: string; headers?: Record<string, string> } | undefined;

/** A real HTTP service that hands out keys. @param port 0 lets the system choose */
export async function startKeyService(answer: Answer, port = 0): Promise<KeyService> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const given = answer(request, asked);
    if (given) response.writeHead(given.status, given.headers).end(given.body);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}/v1/secret/data/petition-graph`,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A ring as operators write it down. */
export function writtenRing({ current, keys, index }: KeyRing): Record<string, unknown> {
  const texts = [...keys].map(([id, key]) => [id, key.toString('base64url')] as const);
  return { current, keys: Object.fromEntries(texts), index: index.toString('base64url') };
}
