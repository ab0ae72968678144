import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { internalError } from '../../execution/errors.ts';
import { wrongTransport, type Executor } from '../../execution/execute-operation.ts';
import type { PlannedSubscription } from '../../execution/planning/plan.ts';
import { logOperation } from '../../telemetry/operation-log.ts';
import type { Topics } from '../topics/topics.ts';
import { CLOSE_CODES } from './close-codes.ts';
import { createIdleEvents } from './idle-events.ts';
import { createSingleResult } from './single-result.ts';
import type { SocketOperation } from './socket-operation.ts';

interface SocketRunnerDeps {
  executor: Executor;
  topics: Topics;
  log: Logger;
}

type Events = AsyncGenerator<ExecutionResult, void, void>;

interface SocketRunner {
  execute: (operation: SocketOperation) => Events;
  subscribe: (operation: SocketOperation) => Events | ExecutionResult;
}

/** Runs operations for a socket and logs one line for each when it is over. */
export function createSocketRunner(deps: SocketRunnerDeps): SocketRunner {
  return {
    execute: (operation) =>
      createSingleResult(
        (signal) => execute(deps, operation, signal),
        () => operation.place[Symbol.dispose](),
      ),
    subscribe: (operation) => {
      const { planned } = operation;
      if (planned.kind === 'subscription') return subscribe(deps, operation, planned);
      operation.place[Symbol.dispose]();
      return { errors: [wrongTransport()] };
    },
  };
}

async function execute(
  { executor, log }: SocketRunnerDeps,
  operation: SocketOperation,
  signal: AbortSignal,
): Promise<ExecutionResult> {
  const over = startClock(log, operation, false);
  const { planned, request } = operation;
  const caller = { ...request.caller, signal };
  const result = await executor.execute(planned, { ...request, caller }).catch((error: unknown) => {
    log.error({ requestId: caller.requestId, err: error }, 'an operation failed');
    return { errors: [internalError('the operation failed')] };
  });
  over(result.errors ?? []);
  return result;
}

/** Events pass graphql-ws by, which would serialise each once more for each member. */
function subscribe(
  { topics, log }: SocketRunnerDeps,
  operation: SocketOperation,
  planned: PlannedSubscription,
): Events {
  const { connection, id, request, place } = operation;
  const clock = startClock(log, operation, true);
  const over = (errors: readonly GraphQLError[]): void => {
    place[Symbol.dispose]();
    clock(errors);
  };
  const idle = createIdleEvents(() => {
    seat.leave();
    over([]);
  });
  const resume = (): void => seat.resume();
  const prefix = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const seat = topics.join(planned, request, {
    write: ({ text }) => {
      const hasRoom = connection.send(`${prefix}${text}}`);
      if (!hasRoom) connection.outlet.whenEmpty(resume);
      return hasRoom;
    },
    end: (errors) => {
      idle.end(errors);
      over(errors);
    },
    fellBehind: () => connection.close(CLOSE_CODES.tooSlow),
  });
  return idle.events;
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
