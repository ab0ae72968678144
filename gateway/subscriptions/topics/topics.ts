import type { GraphQLError } from 'graphql';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { fromSubgraph, internalError, maskError } from '../../execution/errors.ts';
import {
  coerceVariables,
  type Executor,
  type OperationRequest,
} from '../../execution/execute-operation.ts';
import type { PlannedSubscription } from '../../execution/plan.ts';
import { openResumingUpstream } from '../upstream/resuming-upstream.ts';
import type { OpenUpstream } from '../upstream/upstream.ts';
import type { Member, Seat } from './member.ts';

export interface Topics extends AsyncDisposable {
  /** Never throws: refusals come by member.end. */
  join(planned: PlannedSubscription, request: OperationRequest, member: Member): Seat;
  stats(): TopicStats;
}

export interface TopicStats {
  topics: number;
  members: number;
  upstreams: number;
  replays: number;
}

interface TopicsDeps {
  executor: Executor;
  openUpstream: OpenUpstream;
  log: Logger;
}

export function createTopics(deps: TopicsDeps): Topics {
  const leaving = new Set<() => void>();
  return {
    join: (planned, request, member) => {
      const leave = joinAlone(deps, planned, request, member, () => leaving.delete(leave));
      leaving.add(leave);
      return { resume: () => undefined, leave };
    },
    stats: () => {
      const { size } = leaving;
      return { topics: size, members: size, upstreams: size, replays: 0 };
    },
    [Symbol.asyncDispose]: () => {
      for (const leave of [...leaving]) leave();
      return Promise.resolve();
    },
  };
}

function joinAlone(
  { executor, openUpstream, log }: TopicsDeps,
  planned: PlannedSubscription,
  request: OperationRequest,
  member: Member,
  onOver: () => void,
): () => void {
  const { requestId } = request.caller;
  let isOver = false;
  let closeUpstream = (): void => undefined;
  const over = (): boolean => {
    if (isOver) return false;
    isOver = true;
    closeUpstream();
    onOver();
    return true;
  };
  const end = (errors: readonly GraphQLError[]): void => {
    if (over()) member.end(errors);
  };
  const coerced = coerceVariables(planned, request.variables);
  if ('errors' in coerced) {
    queueMicrotask(() => end(coerced.errors));
    return over;
  }
  const subgraph = planned.primary.serviceName;
  // events are told in the order in which they came, however long each join takes
  let told = Promise.resolve();
  const inTurn = (step: () => Promise<void> | void): void => {
    told = told.then(step).catch((error: unknown) => {
      log.error({ requestId, err: error }, 'an event failed');
      end([internalError('an event failed')]);
    });
  };
  closeUpstream = openResumingUpstream({ openUpstream, log }, planned, request, {
    onEvent: (event) =>
      inTurn(async () => {
        const { data, errors } = await executor.join(planned, request, event);
        const masked = errors?.map((error) => maskError(error.toJSON(), requestId, log));
        const text = JSON.stringify({ ...(masked && { errors: masked }), data });
        if (!isOver) member.write({ cursor: null, text });
      }),
    onEnd: (errors) =>
      inTurn(() => end(errors.map((error) => fromSubgraph(error, subgraph, error.path)))),
  });
  return over;
}
