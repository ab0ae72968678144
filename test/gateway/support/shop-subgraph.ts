import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as after } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import { ownPort } from '../../support/own-port.ts';

/** A subgraph as anybody could run one: real HTTP and graphql-ws, no token asked for. */
export interface ShopSubgraph extends AsyncDisposable {
  url: string;
  port: number;
  /** Requests but for those that ask for the SDL. */
  requests: () => number;
  headers: () => IncomingMessage['headers'];
  /** Resolves once that many requests came. */
  untilRequested: (count: number) => Promise<void>;
  /** Resolves once that many connections to it are open. */
  untilConnected: (count: number) => Promise<void>;
  /** Serves another schema from now on, as after a deployment. */
  become: (version: ShopVersion) => void;
}

export interface ShopVersion {
  sdl: string;
  resolvers: Record<string, object>;
}

const LOOK_EVERY_MS = 5;
/** A subgraph that loses a subscription for standing still would begin to count anew. */
const INIT_TIMEOUT_MS = 60_000;

/** @param port that of one which has stopped, to come back in its place */
export async function startShopSubgraph(
  version: ShopVersion,
  port?: number,
): Promise<ShopSubgraph> {
  let schema = build(version);
  let requests = 0;
  let headers: IncomingMessage['headers'] = {};
  const server = createServer((request, response) => {
    void answer(request, schema, () => {
      requests += 1;
      ({ headers } = request);
    }).then((result) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(result));
    });
  });
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const sockets = useServer(
    { schema: () => schema, connectionInitWaitTimeout: INIT_TIMEOUT_MS },
    new WebSocketServer({ server, path: '/graphql' }),
  );
  const base = await listen(server, port ?? (await ownPort()), '127.0.0.1');
  return {
    url: `${base}/graphql`,
    port: Number(new URL(base).port),
    requests: () => requests,
    headers: () => headers,
    untilRequested: (count) => until(() => requests >= count),
    untilConnected: (count) => until(() => connections.size === count),
    become: (next) => {
      schema = build(next);
    },
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      await sockets.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await after(LOOK_EVERY_MS);
}

function build({ sdl, resolvers }: ShopVersion): GraphQLSchema {
  return buildSubgraphSchema([
    { typeDefs: parse(sdl), resolvers: resolvers as Record<string, never> },
  ]);
}

async function answer(request: IncomingMessage, schema: GraphQLSchema, onOperation: () => void) {
  const body = (await json(request)) as {
    query: string;
    variables?: Record<string, unknown>;
    operationName?: string;
  };
  if (!body.query.includes('_service')) onOperation();
  return graphql({
    schema,
    source: body.query,
    variableValues: body.variables ?? null,
    operationName: body.operationName ?? null,
  });
}
