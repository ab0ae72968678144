import type { Server } from 'node:http';
import type {
  FormattedExecutionResult,
  GraphQLError,
  GraphQLFormattedError,
  GraphQLSchema,
} from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { CLIENT_HEADER, REQUEST_ID_HEADER } from '../../../schema/contract/actor.ts';
import type { Logger } from '../process/log.ts';
import { maskError } from './mask-error.ts';
import type { RequestContext } from './context.ts';
import type { ContextReader } from './subgraph-server.ts';
import { createWatermark, type Watermark } from './watermark.ts';

interface SubscriptionDeps<Context> {
  httpServer: Server;
  schema: GraphQLSchema;
  contextFor: ContextReader<Context>;
  connectionPayload: (() => Promise<Record<string, unknown>>) | undefined;
  /** Shortest time between two watermarks of a subscription. */
  watermarkMs: number;
  /** What is longer ends its connection, since it comes before anybody has said who they are. */
  maxMessageBytes: number;
  log: Logger;
}

/** A gateway to which all its clients come back at once may not say for long who is asking. */
const INIT_TIMEOUT_MS = 30_000;

/** One WebSocket: who is asking, and how far each of its subscriptions was told, by id. */
interface Connection<Context> {
  context: Context;
  watermarks: Map<string, Watermark>;
}

/**
 * Serves graphql-ws on /graphql; the actor token comes in `connectionParams.authorization`.
 * A token that does not verify is refused with close code 4403. Where a subscription's resolver
 * calls `context.watermark(cursor)`, the client is sent `{"type":"ping","payload":{"id","cursor"}}`.
 */
export function serveSubscriptions<Context extends RequestContext>(
  deps: SubscriptionDeps<Context>,
): AsyncDisposable {
  const socketServer = new WebSocketServer({
    server: deps.httpServer,
    path: '/graphql',
    perMessageDeflate: false,
    maxPayload: deps.maxMessageBytes,
  });
  const connections = new WeakMap<WebSocket, Connection<Context>>();
  const graphqlWs = useServer(
    {
      schema: deps.schema,
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onConnect: async ({ connectionParams, extra }) => {
        const context = await deps
          .contextFor({
            authorization: text(connectionParams?.authorization),
            requestId: text(connectionParams?.[REQUEST_ID_HEADER]),
            client: text(connectionParams?.[CLIENT_HEADER]),
          })
          .catch(() => null);
        if (!context) return false;
        connections.set(extra.socket, { context, watermarks: new Map() });
        return (await deps.connectionPayload?.()) ?? true;
      },
      context: ({ extra: { socket } }, id) => {
        const connection = connections.get(socket);
        if (!connection) throw new Error('expected an acknowledged connection');
        const watermark = createWatermark({
          send: (cursor) => sendPing(socket, { id, cursor }),
          everyMs: deps.watermarkMs,
        });
        connection.watermarks.set(id, watermark);
        return { ...connection.context, watermark: (cursor: string) => watermark.tell(cursor) };
      },
      onComplete: ({ extra }, id) => {
        const watermarks = connections.get(extra.socket)?.watermarks;
        watermarks?.get(id)?.[Symbol.dispose]();
        watermarks?.delete(id);
      },
      onError: (_context, _id, _payload, errors) => errors.map((error) => masked(error, deps.log)),
      onNext: ({ extra }, id, _payload, _args, result) => {
        connections.get(extra.socket)?.watermarks.get(id)?.overtake();
        return formatted(result, deps.log);
      },
    },
    socketServer,
  );
  return { [Symbol.asyncDispose]: async () => graphqlWs.dispose() };
}

/** Behind the frames of all events before it, since a socket keeps the order. */
function sendPing(socket: WebSocket, payload: { id: string; cursor: string }): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type: 'ping', payload }));
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
