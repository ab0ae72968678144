import { createServer, type Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Router } from 'express';
import { parse, type GraphQLSchema } from 'graphql';
import { CLIENT_HEADER, REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import { isFromGateway, type VerifyActor } from '../actor/verify-actor.ts';
import { listen } from '../http/listen.ts';
import type { Logger } from '../process/log.ts';
import type { Running } from '../process/run-process.ts';
import type { RequestContext } from './context.ts';
import { createFaultHandler } from './fault-handler.ts';
import { maskError } from './mask-error.ts';
import { serveSubscriptions } from './subscriptions.ts';

export interface SubgraphServerDeps<Context extends RequestContext> {
  /** Federation SDL, see schema/sdl.ts. */
  sdl: string;
  resolvers: GraphQLResolverMap<Context>;
  /** Adds a request's own loaders to what every request has. */
  createContext: (base: RequestContext) => Context;
  verifyActor: VerifyActor;
  /** True where the database answers; asked by /health. */
  isHealthy: () => Promise<boolean>;
  log: Logger;
  host?: string;
  /** 0 lets the system choose. */
  port: number;
  /** Sent with the acknowledgement of a graphql-ws connection. */
  connectionPayload?: () => Promise<Record<string, unknown>>;
  /** Awaited before an operation is answered; what it throws is the answer's end. */
  beforeResponse?: (context: Context) => Promise<void>;
  /** What is served beside GraphQL, by its path. */
  routers?: Readonly<Record<string, Router>>;
  /** Shortest time between two watermarks of a subscription, see subscriptions.ts. */
  watermarkMs?: number;
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const DEFAULT_WATERMARK_MS = 5_000;

/** Serves one subgraph: /graphql over HTTP and graphql-ws, /health, and its routers. */
export async function createSubgraphServer<Context extends RequestContext>(
  deps: SubgraphServerDeps<Context>,
): Promise<Running> {
  await using resources = new AsyncDisposableStack();
  const schema = buildSubgraphSchema([{ typeDefs: parse(deps.sdl), resolvers: deps.resolvers }]);
  const app = express().disable('x-powered-by');
  const httpServer = createServer(app);
  const contextFor = createContextReader(deps);
  const apollo = createApollo<Context>(schema, httpServer, deps);
  await apollo.start();
  resources.defer(() => apollo.stop());
  resources.use(
    serveSubscriptions({
      httpServer,
      schema,
      contextFor,
      connectionPayload: deps.connectionPayload,
      watermarkMs: deps.watermarkMs ?? DEFAULT_WATERMARK_MS,
      maxMessageBytes: MAX_BODY_BYTES,
      log: deps.log,
    }),
  );
  app.get('/health', (_request, response, next) => {
    deps.isHealthy().then((healthy) => {
      response
        .status(healthy ? 200 : 503)
        .json({ status: healthy ? 'ok' : 'database unavailable' });
    }, next);
  });
  app.use(
    '/graphql',
    express.json({ limit: MAX_BODY_BYTES }),
    expressMiddleware(apollo, {
      context: ({ req }) =>
        contextFor({
          authorization: req.headers.authorization,
          requestId: req.headers[REQUEST_ID_HEADER]?.toString(),
          client: req.headers[CLIENT_HEADER]?.toString(),
        }),
    }),
  );
  for (const [path, router] of Object.entries(deps.routers ?? {})) app.use(path, router);
  app.use(createFaultHandler(deps.log));
  const url = await listen(httpServer, deps.port, deps.host);
  const held = resources.move();
  return { url, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** What a request says of itself, before any of it is believed. */
interface GivenHeaders {
  authorization: string | undefined;
  requestId: string | undefined;
  client: string | undefined;
}

/** Reads who is asking and what for, alike for HTTP and WebSocket. */
export type ContextReader<Context> = (given: GivenHeaders) => Promise<Context>;

function createContextReader<Context extends RequestContext>(
  deps: SubgraphServerDeps<Context>,
): ContextReader<Context> {
  return async (given) => {
    const requestId = given.requestId ?? randomUUID();
    const actor = await deps.verifyActor(given.authorization);
    const client = isFromGateway(given.authorization) ? (given.client ?? null) : null;
    return deps.createContext({ actor, requestId, client, log: deps.log.child({ requestId }) });
  };
}

function createApollo<Context extends RequestContext>(
  schema: GraphQLSchema,
  httpServer: Server,
  { log, beforeResponse }: Pick<SubgraphServerDeps<Context>, 'log' | 'beforeResponse'>,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    logger: log,
    introspection: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) => maskError(formatted, error, log),
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 5_000 }),
      operationLog<Context>(),
      ...(beforeResponse ? [awaiting(beforeResponse)] : []),
    ],
  });
}

function awaiting<Context extends RequestContext>(
  beforeResponse: (context: Context) => Promise<void>,
): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({ willSendResponse: ({ contextValue }) => beforeResponse(contextValue) }),
  };
}

/** One line per operation; names and times only, since variables hold personal data. */
function operationLog<Context extends RequestContext>(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: ({ contextValue }) => {
      const startedAt = performance.now();
      return Promise.resolve({
        willSendResponse: ({ operationName, errors }) => {
          contextValue.log.info(
            {
              operation: operationName ?? null,
              role: contextValue.actor.role,
              durationMs: Math.round(performance.now() - startedAt),
              errorCodes: errors?.map((error) => error.extensions.code) ?? [],
            },
            'operation',
          );
          return Promise.resolve();
        },
      });
    },
  };
}
