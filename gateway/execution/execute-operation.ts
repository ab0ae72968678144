import { getVariableValues, GraphQLError, OperationTypeNode, type ExecutionResult } from 'graphql';
import type { Caller } from '../auth/caller.ts';
import { uncounted, type CountWork } from '../limits/count-work.ts';
import { absorbRoot } from './gather/absorb.ts';
import { createChangeCounter } from './sharing/change-counter.ts';
import { compileOperation, type Answer } from './compile-operation.ts';
import { createFaults } from './gather/faults.ts';
import type { Data } from './merge.ts';
import {
  orRefusal,
  type PlannedOperation,
  type PlannedRequest,
  type PlannedSubscription,
} from './planning/plan.ts';
import type { PlanRun } from './gather/plan-run.ts';
import { runSchedule } from './gather/run-schedule.ts';
import { createFetchSharing } from './sharing/share-fetches.ts';
import { sharingQueries } from './sharing/share-queries.ts';
import { endlessVariable } from './document/endless-numbers.ts';
import { describeVariable } from './document/unspoken-value.ts';
import type { SubgraphResult, SubgraphSource } from './fetch/subgraph-source.ts';

export interface OperationRequest {
  variables: Data;
  caller: Caller;
}

export type Execute<Result> = (
  planned: PlannedOperation,
  request: OperationRequest,
) => Promise<Result>;

/** Runs planned operations; both transports and subscription events use this and nothing else. */
export interface Executor {
  execute: Execute<ExecutionResult>;
  /** The same, written at once where there is no error to tell. */
  answer: Execute<Answer>;
  /** Joins one event of a subscription's primary subgraph with the others. */
  join: (
    planned: PlannedSubscription,
    request: OperationRequest,
    event: SubgraphResult,
  ) => Promise<ExecutionResult>;
}

export interface SharingOptions {
  /** Equal fetches under way for equal callers are one request. */
  shareFetches: boolean;
  /** Equal queries under way for equal callers are one execution. */
  shareQueries: boolean;
}

const SHARING_ALL: SharingOptions = { shareFetches: true, shareQueries: true };

export function createExecutor({
  shareFetches,
  shareQueries,
}: SharingOptions = SHARING_ALL): Executor {
  const changes = createChangeCounter();
  const sharing = shareFetches ? createFetchSharing() : null;
  const ready = <Result>(finish: Finish<Result>): Execute<Result | Refused> => {
    const fresh: Execute<Result | Refused> = (planned, request) =>
      executeRequest(planned, request, finish, sharing?.forCaller(request.caller, changes.count()));
    const counted = changes.counting(fresh);
    return shareQueries ? sharingQueries(counted, changes.count) : counted;
  };
  return {
    execute: ready(finishRun),
    answer: ready(answerRun),
    // what an event speaks of may be newer than what is under way, so it shares nothing
    join: async (planned, request, event) => {
      changes.eventCame();
      const run = startRun(planned, request);
      if ('errors' in run) return run;
      const data: Data = {};
      // an event may be told to several clients, each with a rest of its own
      absorbRoot(run, planned.primary, event, { path: [], data }, true);
      return finishRun(planned, run, data);
    },
  };
}

/** Nothing was run. */
interface Refused {
  errors: GraphQLError[];
}

type ShareSource = (source: SubgraphSource) => SubgraphSource;

type Finish<Result> = (planned: PlannedOperation, run: PlanRun, data: Data) => Promise<Result>;

async function executeRequest<Result>(
  planned: PlannedOperation,
  request: OperationRequest,
  finish: Finish<Result>,
  share: ShareSource | undefined,
): Promise<Result | Refused> {
  if (planned.kind === 'subscription') return { errors: [wrongTransport()] };
  const run = startRun(planned, request);
  if ('errors' in run) return run;
  const isShared = share && planned.operation.operation === OperationTypeNode.QUERY;
  const { sourceOf } = run;
  return finish(
    planned,
    isShared ? { ...run, sourceOf: (subgraph) => share(sourceOf(subgraph)) } : run,
    {},
  );
}

const finishRun: Finish<ExecutionResult> = async (planned, run, data) => {
  await gather(planned, run, data);
  return compileOperation(planned).complete({ ...run, data });
};

const answerRun: Finish<Answer> = async (planned, run, data) => {
  await gather(planned, run, data);
  return compileOperation(planned).answer({ ...run, data });
};

async function gather(planned: PlannedOperation, run: PlanRun, data: Data): Promise<void> {
  const steps = stepsOf(planned, run.coercedVariables, uncounted);
  if (steps) await runSteps(run, steps, data);
  else await runSchedule(run, compileOperation(planned).schedule, data);
}

/** All are planned before the first is taken. */
function stepsOf(
  planned: PlannedOperation,
  conditions: Data,
  countWork: CountWork,
): readonly PlannedRequest[] | null {
  return planned.kind === 'request' && planned.stepsFor
    ? planned.stepsFor(conditions, countWork)
    : null;
}

/** What comes after a step that leaves no data would only do what nobody gets told of. */
async function runSteps(run: PlanRun, steps: readonly PlannedRequest[], data: Data): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const { schedule, complete } = compileOperation(step);
    await runSchedule(run, schedule, data);
    if (index === steps.length - 1) return;
    const done = complete({ ...run, data });
    if (done.data === null) return;
  }
}

function startRun(planned: PlannedOperation, request: OperationRequest): PlanRun | Refused {
  const coerced = coerceVariables(planned, request.variables);
  if ('errors' in coerced) return coerced;
  const { countWork = uncounted } = request.caller;
  const steps = orRefusal(() => stepsOf(planned, coerced.values, countWork));
  if (steps && 'error' in steps) return { errors: [steps.error] };
  return {
    generation: planned.generation,
    sourceOf: planned.generation.sources.sourceOf,
    caller: request.caller,
    variables: request.variables,
    coercedVariables: coerced.values,
    faults: createFaults(),
  };
}

/** Errors name the variable and, within an input object, the field. */
export function coerceVariables(
  planned: PlannedOperation,
  variables: Data,
): { values: Data } | { errors: GraphQLError[] } {
  const { errors, coerced } = getVariableValues(
    planned.generation.apiSchema,
    planned.operation.variableDefinitions ?? [],
    variables,
    { maxErrors: 10 },
  );
  if (!coerced) return { errors: errors.map(badVariable) };
  const endless = endlessVariable(coerced);
  return endless ? { errors: [endless] } : { values: coerced };
}

function badVariable(error: GraphQLError): GraphQLError {
  const argument = /"\$(\w+)"/.exec(error.message)?.[1];
  const { message, field } = describeVariable(error);
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    extensions: {
      code: 'BAD_USER_INPUT',
      argument: field ?? argument ?? null,
      http: { status: 400 },
    },
  });
}

/** A subscription over a transport that gives one answer and no more. */
export function wrongTransport(): GraphQLError {
  return new GraphQLError(
    'Subscriptions need a stream: connect to this address by WebSocket with the sub-protocol graphql-transport-ws, or send Accept: text/event-stream.',
    { extensions: { code: 'SUBSCRIPTION_TRANSPORT', http: { status: 400 } } },
  );
}
