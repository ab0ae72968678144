import {
  GraphQLError,
  type ExecutionArgs,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';
import { makeServer, type ConnectionInitMessage, type Server } from 'graphql-ws';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { maskError } from '../../execution/errors.ts';
import type { Connections } from '../delivery/connections.ts';
import { SubscriptionEnded } from './idle-events.ts';
import type { SocketConnection } from './socket-connection.ts';
import { admitSocket, type IdentityDeps } from './socket-identity.ts';
import { createOperationPreparer, type SocketOperation } from './socket-operation.ts';
import { createSocketRunner } from './socket-runner.ts';

type ProtocolDeps = IdentityDeps &
  Parameters<typeof createOperationPreparer>[0] &
  Parameters<typeof createSocketRunner>[0] & { connections: Connections; log: Logger };

/**
 * For connection_init. A gateway that stood still a while reads it late, and would close whoever
 * connected meanwhile.
 */
const INIT_TIMEOUT_MS = 30_000;

/** graphql-ws's messages; what they ask goes the same way as over HTTP. */
export function createSocketProtocol(deps: ProtocolDeps): Server<SocketConnection> {
  const prepare = createOperationPreparer(deps);
  const runner = createSocketRunner(deps);
  const mask = (error: GraphQLError, requestId: string): GraphQLFormattedError =>
    maskError(error.toJSON(), requestId, deps.log);

  return makeServer<ConnectionInitMessage['payload'], SocketConnection>({
    connectionInitWaitTimeout: INIT_TIMEOUT_MS,
    onConnect: ({ connectionParams, extra }) => admitSocket(deps, extra, connectionParams),
    onSubscribe: ({ extra }, id, payload) => {
      if (deps.connections.isDraining()) return sendAway(extra);
      if (!extra.identity) return [new GraphQLError('not connected')];
      const operation = prepare(extra, extra.identity, { id, payload });
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
    onError: ({ extra: { identity } }, _id, _payload, errors) => {
      const requestId = identity?.requestId ?? '';
      return errors.flatMap(causesOf).map((error) => mask(error, requestId));
    },
  });
}

/** Without an answer the client asks again on its next connection, which another gateway takes. */
async function sendAway(connection: SocketConnection): Promise<readonly GraphQLError[]> {
  connection.goAway();
  await connection.closed;
  return [new GraphQLError('not connected')];
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
