import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { EVENTS_SDL } from './graph.ts';
import { createEventLog } from './event-log.ts';

/** What the bench tells the event stub, and what it answers. */
export type StubOrder = { kind: 'emit' } | { kind: 'cut' } | { kind: 'count' };

/** The subgraph with the subscription: a log in memory that can be resumed from. */
const log = createEventLog();
let upstreams = 0;
let mostUpstreams = 0;

const schema = buildSubgraphSchema(parse(EVENTS_SDL));
const field = schema.getSubscriptionType()?.getFields().assignmentIssued;
if (!field) throw new Error('expected the subscription assignmentIssued in the SDL');
field.subscribe = (_root: unknown, { after }: { after?: string | null }) => {
  upstreams += 1;
  mostUpstreams = Math.max(mostUpstreams, upstreams);
  return log.read(after ?? null, () => {
    upstreams -= 1;
  });
};

const server = createServer((request, response) => {
  respond(request).then(
    (body) => response.setHeader('content-type', 'application/json').end(body),
    (error: unknown) => response.writeHead(400).end(String(error)),
  );
});
const sockets = new WebSocketServer({
  server,
  path: '/graphql',
  perMessageDeflate: false,
  handleProtocols: () => 'graphql-transport-ws',
});
useServer({ schema }, sockets);
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});

process.on('message', ({ kind }: StubOrder) => {
  if (kind === 'emit') log.append();
  else if (kind === 'cut') for (const socket of sockets.clients) socket.terminate();
  else {
    process.send?.({ upstreams, mostUpstreams });
    mostUpstreams = upstreams;
  }
});
process.on('disconnect', () => process.exit());

async function respond(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
    query: string;
    variables?: Record<string, unknown>;
  };
  return JSON.stringify(
    await graphql({ schema, source: query, ...(variables && { variableValues: variables }) }),
  );
}
