import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLASSIC_SUBGRAPHS } from '../classic/subgraphs.ts';
import { JOINED_SUBGRAPHS } from '../live/graph.ts';
import { PORTAL_SUBGRAPHS } from '../portal/subgraphs.ts';
import { createAnswer, type Fields, type StubSubgraph } from './stub-subgraph.ts';

/** One subgraph in a process of its own: `stub-process.ts <graph> <subgraph>`. */
const GRAPHS: Record<string, Record<string, StubSubgraph>> = {
  classic: CLASSIC_SUBGRAPHS,
  portal: PORTAL_SUBGRAPHS,
  live: JOINED_SUBGRAPHS,
};
const [, , graph = '', name = ''] = process.argv;
const subgraph = GRAPHS[graph]?.[name];
if (!subgraph) throw new Error(`no subgraph is named ${String(graph)} ${name}`);
const answer = createAnswer(subgraph);
let requests = 0;
let withoutIdentity = 0;
let refused = 0;

const server = createServer((request, response) => {
  requests += 1;
  if (request.headers.authorization === undefined) withoutIdentity += 1;
  respond(request).then(
    (body) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    },
    (error: unknown) => {
      refused += 1;
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errors: [{ message: String(error) }] }));
    },
  );
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ kind: 'ready', port: (server.address() as AddressInfo).port });
});
process.on('message', () =>
  process.send?.({ kind: 'counted', requests, withoutIdentity, refused }),
);
process.on('disconnect', () => process.exit());

async function respond(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  const { query, variables, operationName } = JSON.parse(Buffer.concat(chunks).toString()) as {
    query: string;
    variables?: Fields | null;
    operationName?: string | null;
  };
  return answer(query, variables ?? {}, operationName ?? undefined);
}
