import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import { fromSubgraph, internalError } from '../execution/errors.ts';
import {
  coerceVariables,
  type Executor,
  type OperationRequest,
} from '../execution/execute-operation.ts';
import type { PlannedSubscription } from '../execution/plan.ts';
import { createEventQueue } from './event-queue.ts';
import { openResumingUpstream } from './resuming-upstream.ts';
import type { OpenUpstream } from './upstream.ts';

/** Ends a subscription; graphql-ws hands it to onError as the cause of its own error. */
export class SubscriptionEnded extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('the subscription ended with errors');
    this.errors = errors;
  }
}

interface SubscribeDeps {
  executor: Executor;
  openUpstream: OpenUpstream;
  log: Logger;
}

interface SubscribeHooks {
  /** The client reads more slowly than events come. */
  onOverflow: () => void;
  /** Called once, at the end, whoever ends it. */
  onOver: (errors: readonly GraphQLError[]) => void;
}

const MAX_QUEUED_EVENTS = 1_000;

/** One client's subscription: upstream events, each joined with the other subgraphs, in order. */
export function subscribe(
  deps: SubscribeDeps,
  planned: PlannedSubscription,
  request: OperationRequest,
  hooks: SubscribeHooks,
): AsyncGenerator<ExecutionResult, void, void> {
  let closeUpstream = (): void => undefined;
  let lastErrors: readonly GraphQLError[] = [];
  const queue = createEventQueue<ExecutionResult>(() => {
    closeUpstream();
    hooks.onOver(lastErrors);
  });
  const endWith = (errors: readonly GraphQLError[]): void => {
    lastErrors = errors;
    queue.fail(new SubscriptionEnded(errors));
  };
  const coerced = coerceVariables(planned, request.variables);
  if ('errors' in coerced) {
    endWith(coerced.errors);
    return queue.events;
  }
  const subgraph = planned.primary.serviceName;
  // events are told in the order in which they came, however long each join takes
  let told = Promise.resolve();
  const inTurn = (step: () => Promise<void> | void): void => {
    told = told.then(step).catch((error: unknown) => {
      deps.log.error({ requestId: request.caller.requestId, err: error }, 'an event failed');
      endWith([internalError('an event failed')]);
    });
  };
  closeUpstream = openResumingUpstream(deps, planned, request, {
    onEvent: (event) =>
      inTurn(async () => {
        queue.push(await deps.executor.join(planned, request, event));
        if (queue.size() > MAX_QUEUED_EVENTS) hooks.onOverflow();
      }),
    onEnd: (errors) =>
      inTurn(() => {
        if (errors.length === 0) queue.end();
        else endWith(errors.map((error) => fromSubgraph(error, subgraph, error.path)));
      }),
  });
  return queue.events;
}
