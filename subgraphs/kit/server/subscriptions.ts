import type { Server } from 'node:http';
import type {
  FormattedExecutionResult,
  GraphQLError,
  GraphQLFormattedError,
  GraphQLSchema,
} from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { CLIENT_HEADER, REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import type { Logger } from '../process/log.ts';
import { maskError } from './mask-error.ts';
import type { ContextReader } from './subgraph-server.ts';

interface SubscriptionDeps<Context> {
  httpServer: Server;
  schema: GraphQLSchema;
  contextFor: ContextReader<Context>;
  connectionPayload: (() => Promise<Record<string, unknown>>) | undefined;
  log: Logger;
}

/**
 * Serves graphql-ws on /graphql; the actor token comes in `connectionParams.authorization`.
 * A token that does not verify is refused with close code 4403.
 */
export function serveSubscriptions<Context>(deps: SubscriptionDeps<Context>): AsyncDisposable {
  const socketServer = new WebSocketServer({
    server: deps.httpServer,
    path: '/graphql',
    perMessageDeflate: false,
  });
  const contexts = new WeakMap<object, Context>();
  const graphqlWs = useServer(
    {
      schema: deps.schema,
      onConnect: async ({ connectionParams, extra }) => {
        const context = await deps
          .contextFor({
            authorization: text(connectionParams?.authorization),
            requestId: text(connectionParams?.[REQUEST_ID_HEADER]),
            client: text(connectionParams?.[CLIENT_HEADER]),
          })
          .catch(() => null);
        if (!context) return false;
        contexts.set(extra.socket, context);
        return (await deps.connectionPayload?.()) ?? true;
      },
      context: ({ extra }) => contexts.get(extra.socket) as object,
      onError: (_context, _id, _payload, errors) => errors.map((error) => masked(error, deps.log)),
      onNext: (_context, _id, _payload, _args, result) => formatted(result, deps.log),
    },
    socketServer,
  );
  return { [Symbol.asyncDispose]: async () => graphqlWs.dispose() };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function formatted(
  {
    data,
    errors,
  }: {
    data?: FormattedExecutionResult['data'] | undefined;
    errors?: readonly GraphQLError[] | undefined;
  },
  log: Logger,
): FormattedExecutionResult {
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors ? { errors: errors.map((error) => masked(error, log)) } : {}),
  };
}

function masked(error: GraphQLError, log: Logger): GraphQLFormattedError {
  return maskError(error.toJSON(), error, log);
}
