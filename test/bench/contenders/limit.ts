import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'undici';
import { LARGE_QUERY } from '../classic/operations.ts';
import { createFetch, type Fetch } from './limit-fetch.ts';
import { join } from './limit-join.ts';
import { readContenderSettings } from './settings.ts';

/** Knows one query and answers it with six fetches: how fast a gateway in JavaScript could be. */
const { port, subgraphUrls } = readContenderSettings();
const fetchOf = Object.fromEntries(
  Object.entries(subgraphUrls).map(([name, url]) => [name, createFetch(new URL(url), Pool)]),
) as Record<'accounts' | 'inventory' | 'products' | 'reviews', Fetch>;

createServer((request, response) => {
  respond(request).then(
    (body) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    },
    (error: unknown) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errors: [{ message: String(error) }] }));
    },
  );
}).listen(port, '127.0.0.1');

async function respond(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  const { query } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string };
  if (query === '{__typename}') return '{"data":{"__typename":"Query"}}';
  if (query !== LARGE_QUERY) throw new Error('expected the one query that this server knows');
  return JSON.stringify({ data: await join(fetchOf, request.headers.authorization ?? '') });
}
