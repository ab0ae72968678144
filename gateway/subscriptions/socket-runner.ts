import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { internalError } from '../execution/errors.ts';
import { wrongTransport, type Executor } from '../execution/execute-operation.ts';
import { logOperation } from '../telemetry/operation-log.ts';
import { CLOSE_CODES } from './close-codes.ts';
import type { SocketOperation } from './socket-operation.ts';
import { subscribe } from './subscribe.ts';
import type { OpenUpstream } from './upstream.ts';

interface SocketRunnerDeps {
  executor: Executor;
  openUpstream: OpenUpstream;
  log: Logger;
}

interface SocketRunner {
  execute: (operation: SocketOperation) => Promise<ExecutionResult>;
  subscribe: (
    operation: SocketOperation,
  ) => AsyncGenerator<ExecutionResult, void, void> | ExecutionResult;
}

/** Runs operations for a socket and logs one line for each when it is over. */
export function createSocketRunner(deps: SocketRunnerDeps): SocketRunner {
  return {
    execute: async (operation) => {
      const over = startClock(deps.log, operation, false);
      const result = await deps.executor
        .execute(operation.planned, operation.request)
        .catch((error: unknown) => {
          const { requestId } = operation.request.caller;
          deps.log.error({ requestId, err: error }, 'an operation failed');
          return { errors: [internalError('the operation failed')] };
        });
      over(result.errors ?? []);
      return result;
    },
    subscribe: (operation) => {
      const { planned, request, socket } = operation;
      if (planned.kind !== 'subscription') return { errors: [wrongTransport()] };
      return subscribe(deps, planned, request, {
        onOverflow: () => socket.close(CLOSE_CODES.tooSlow.code, CLOSE_CODES.tooSlow.text),
        onOver: startClock(deps.log, operation, true),
      });
    },
  };
}

function startClock(
  log: Logger,
  { planned, request }: SocketOperation,
  isSubscription: boolean,
): (errors: readonly GraphQLError[]) => void {
  const startedAtMs = performance.now();
  return (errors) =>
    logOperation(log, {
      caller: request.caller,
      transport: 'websocket',
      operationName: planned.operation.name?.value ?? null,
      startedAtMs,
      errors,
      isSubscription,
    });
}
