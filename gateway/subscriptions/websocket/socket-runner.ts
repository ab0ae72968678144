import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { internalError } from '../../execution/errors.ts';
import { wrongTransport, type Executor } from '../../execution/execute-operation.ts';
import { logOperation } from '../../telemetry/operation-log.ts';
import { CLOSE_CODES } from './close-codes.ts';
import type { SocketOperation } from './socket-operation.ts';
import type { Member } from '../topics/member.ts';
import type { Topics } from '../topics/topics.ts';
import { createIdleEvents } from './idle-events.ts';

interface SocketRunnerDeps {
  executor: Executor;
  topics: Topics;
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
      const { planned, request } = operation;
      if (planned.kind !== 'subscription') return { errors: [wrongTransport()] };
      const over = startClock(deps.log, operation, true);
      const idle = createIdleEvents(() => {
        seat.leave();
        over([]);
      });
      const seat = deps.topics.join(planned, request, {
        ...framesTo(operation),
        end: (errors) => {
          idle.end(errors);
          over(errors);
        },
      });
      return idle.events;
    },
  };
}

/** Past graphql-ws, which would serialise each event once more for each member. */
function framesTo({ socket, id }: SocketOperation): Pick<Member, 'write' | 'fellBehind'> {
  const prefix = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  return {
    write: ({ text }) => {
      socket.send(`${prefix}${text}}`);
      return true;
    },
    fellBehind: () => socket.close(CLOSE_CODES.tooSlow.code, CLOSE_CODES.tooSlow.text),
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
