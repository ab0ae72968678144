import type { Server } from 'node:http';
import {
  GraphQLError,
  type ExecutionArgs,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { VerifyToken } from '../auth/verify-token.ts';
import { maskError } from '../execution/errors.ts';
import type { Executor } from '../execution/execute-operation.ts';
import type { Admit } from '../limits/admission.ts';
import type { MarkClient } from '../limits/client-mark.ts';
import type { RateLimits } from '../limits/rate.ts';
import type { Generation } from '../supergraph/generation.ts';
import type { ForwardHeaders } from '../traffic/forward-headers.ts';
import { identifySocket, type SocketIdentity } from './socket-identity.ts';
import { createOperationPreparer, type SocketOperation } from './socket-operation.ts';
import { createSocketRunner } from './socket-runner.ts';
import { SubscriptionEnded } from './subscribe.ts';
import type { OpenUpstream } from './upstream.ts';

interface SocketServerDeps {
  httpServer: Server;
  /** Where clients connect, such as /graphql. */
  path: string;
  currentGeneration: () => Generation;
  executor: Executor;
  openUpstream: OpenUpstream;
  verifyToken: VerifyToken;
  admit: Admit;
  rates: RateLimits;
  trustedProxies: number;
  forwardHeaders: ForwardHeaders;
  markClient: MarkClient;
  maxMessageBytes: number;
  log: Logger;
}

const PING_EVERY_MS = 12_000;
const CLOSE_GRACE_MS = 2_000;

/** graphql-ws: subscriptions, and queries and mutations for clients with one socket. */
export function serveSockets(deps: SocketServerDeps): AsyncDisposable {
  const sockets = new WebSocketServer({
    server: deps.httpServer,
    path: deps.path,
    perMessageDeflate: false,
    maxPayload: deps.maxMessageBytes,
  });
  const identities = new WeakMap<WebSocket, SocketIdentity>();
  const prepare = createOperationPreparer(deps);
  const runner = createSocketRunner(deps);
  const mask = (error: GraphQLError, requestId: string): GraphQLFormattedError =>
    maskError(error.toJSON(), requestId, deps.log);

  const served = useServer(
    {
      onConnect: async ({ connectionParams, extra: { socket, request } }) => {
        const identity = await identifySocket(socket, request, connectionParams, deps);
        if (identity) identities.set(socket, identity);
        return identity !== null;
      },
      onSubscribe: ({ extra: { socket } }, _id, payload) => {
        const identity = identities.get(socket);
        if (!identity) return [new GraphQLError('not connected')];
        const operation = prepare(socket, identity, payload);
        return 'errors' in operation ? operation.errors : argumentsFor(operation);
      },
      execute: (args) => runner.execute(operationOf(args)),
      subscribe: (args) => runner.subscribe(operationOf(args)),
      onNext: (_context, _id, _payload, args, { errors, data }): FormattedExecutionResult => {
        const { requestId } = operationOf(args).request.caller;
        return {
          ...(errors && { errors: errors.map((error) => mask(error, requestId)) }),
          ...(data !== undefined && { data }),
        };
      },
      onError: ({ extra: { socket } }, _id, _payload, errors) => {
        const requestId = identities.get(socket)?.requestId ?? '';
        return errors.flatMap(causesOf).map((error) => mask(error, requestId));
      },
    },
    sockets,
    PING_EVERY_MS,
  );
  return { [Symbol.asyncDispose]: () => closeAll(sockets, () => served.dispose()) };
}

/** A client that does not answer the close frame must not hold up the process. */
async function closeAll(
  sockets: WebSocketServer,
  dispose: () => Promise<void> | void,
): Promise<void> {
  const timer = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate();
  }, CLOSE_GRACE_MS);
  await dispose();
  clearTimeout(timer);
}

function argumentsFor(operation: SocketOperation): ExecutionArgs {
  const { planned, request } = operation;
  return {
    schema: planned.generation.apiSchema,
    document: planned.document,
    operationName: planned.operation.name?.value ?? null,
    variableValues: request.variables,
    contextValue: operation,
  };
}

function operationOf(args: ExecutionArgs): SocketOperation {
  return args.contextValue as SocketOperation;
}

function causesOf(error: GraphQLError): readonly GraphQLError[] {
  return error.originalError instanceof SubscriptionEnded ? error.originalError.errors : [error];
}
