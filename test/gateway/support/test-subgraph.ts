import { createServer, type IncomingHttpHeaders } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { GraphQLError, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { WebSocketServer } from 'ws';
import { ACTOR_TOKEN, type Actor, type Role } from '../../../schema/contract/actor.ts';
import { listen } from '../../../subgraphs/kit/http/listen.ts';
import type { TestContext } from './test-resolvers.ts';

export interface TestSubgraph extends AsyncDisposable {
  url: string;
  port: number;
  /** What came over HTTP, in order. */
  requests: {
    query: string;
    variables: Record<string, unknown>;
    requestId: string | undefined;
    headers: IncomingHttpHeaders;
  }[];
  /** Payloads of the graphql-ws subscriptions, in order. */
  subscriptions: { query: string; variables?: Record<string, unknown> | null | undefined }[];
}

interface TestSubgraphDeps {
  sdl: string;
  resolvers: object;
  keys: JSONWebKeySet;
  /** Told to whoever opens a socket. */
  headCursor: () => string;
  /** 0, or the port of one that was closed. */
  port: number;
}

/** A real subgraph over real HTTP and graphql-ws that checks the actor token. */
export async function startTestSubgraph(deps: TestSubgraphDeps): Promise<TestSubgraph> {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(deps.sdl), resolvers: deps.resolvers as Record<string, never> },
  ]);
  const requests: TestSubgraph['requests'] = [];
  const subscriptions: TestSubgraph['subscriptions'] = [];
  const verify = createVerifier(deps.keys);
  const apollo = new ApolloServer<TestContext>({
    schema,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  await apollo.start();
  const app = express();
  const server = createServer(app);
  app.use(
    '/graphql',
    express.json(),
    expressMiddleware(apollo, {
      context: async ({ req }) => {
        const requestId = req.headers['x-request-id']?.toString();
        const body = req.body as { query: string; variables?: Record<string, unknown> };
        requests.push({
          query: body.query,
          variables: body.variables ?? {},
          requestId,
          headers: req.headers,
        });
        return { actor: await verify(req.headers.authorization), requestId };
      },
    }),
  );
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  const ws = useServer(
    {
      schema,
      onConnect: async ({ connectionParams }) => {
        await verify(String(connectionParams?.authorization));
        return { cursor: deps.headCursor() };
      },
      onSubscribe: (_context, _id, { query, variables }) => {
        subscriptions.push({ query, variables });
      },
    },
    sockets,
  );
  const base = await listen(server, deps.port, '127.0.0.1');
  return {
    url: `${base}/graphql`,
    port: Number(new URL(base).port),
    requests,
    subscriptions,
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      await ws.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await apollo.stop();
    },
  };
}

function createVerifier(keys: JSONWebKeySet) {
  const keySet = createLocalJWKSet(keys);
  return async (authorization: string | undefined): Promise<Actor> => {
    try {
      const { payload } = await jwtVerify(authorization?.replace(/^Bearer /, '') ?? '', keySet, {
        audience: ACTOR_TOKEN.audience,
        algorithms: [ACTOR_TOKEN.algorithm],
      });
      return {
        role: payload.role as Role,
        id: payload.sub ?? '',
        unit: payload.unit as string | null,
      };
    } catch {
      throw new GraphQLError('bad actor token', { extensions: { code: 'UNAUTHENTICATED' } });
    }
  };
}
