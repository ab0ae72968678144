import {
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type FormattedExecutionResult,
} from 'graphql';
import { tellingWithheld } from '../../../gateway/authorization/authorized-executor.ts';
import { planPermitted } from '../../../gateway/authorization/plan-permitted.ts';
import {
  createExecutor,
  type OperationRequest,
} from '../../../gateway/execution/execute-operation.ts';
import type { PlannedOperation } from '../../../gateway/execution/plan.ts';
import { compareExactly, compareLeniently } from './compare.ts';
import { comparePlaces } from './districts/compare-places.ts';
import { createPlaces, type Places } from './districts/places.ts';
import { askedPermitted } from './guard/asked-permitted.ts';
import { compareRefused, compareWithheld } from './guard/compare-refusals.ts';
import { randomHolder, type Holder } from './guard/random-holder.ts';
import { withheldFields } from './guard/withheld-fields.ts';
import type { OracleGraph } from './oracle-graph.ts';
import { chanceOf } from './random.ts';
import { createEffectLog, type EffectLog } from './world/effect-log.ts';
import { createFaults, type FaultKind } from './world/faults.ts';
import { askMonolith, type ServerDeps } from './world/monolith.ts';
import { createWorld } from './world/world.ts';

/** One operation in one world under one kind of fault. */
export interface Trial {
  graph: OracleGraph;
  document: DocumentNode;
  variables: Record<string, unknown>;
  kind: OperationTypeNode;
  faults: FaultKind | 'none';
  seed: string;
}

export interface Difference {
  what: string;
  expected: FormattedExecutionResult;
  actual: FormattedExecutionResult;
}

/** Where one server in one piece loses exactly the same. */
const EXACT: ReadonlySet<Trial['faults']> = new Set(['none', 'fields', 'partitions']);

const executor = tellingWithheld(createExecutor());

/** Runs the trial on the gateway's executor and on a server in one piece. */
export async function runTrial(trial: Trial): Promise<Difference | null> {
  const { faults, graph, document, variables } = trial;
  const { apiSchema } = graph.generation;
  const { partitioned } = graph;
  const holder = randomHolder(graph.guards.stated, trial.seed);
  const { fields, refused } = withheldFields(graph.guards, apiSchema, document, holder);
  const isExact = EXACT.has(faults);
  const places = partitioned && createPlaces(trial.seed, faults);
  const whole = {
    ...depsOf(trial, isExact ? faults : 'none', isExact),
    ...(places && faults === 'partitions' ? { onField: partitioned.onField(places) } : {}),
  };
  const parts = depsOf(trial, faults, isExact);
  const isRefused = refused.size > 0;
  const expected = isRefused
    ? {}
    : wire(await askMonolith(whole, apiSchema, document, variables, fields));
  const actual = wire(await askGateway(trial, holder, parts, places).catch(crash));
  const what =
    askedPermitted(graph, holder, graph.asked()) ??
    (isRefused
      ? compareRefused(refused, actual)
      : (compare(isExact, expected, actual, parts) ?? compareWithheld(expected, actual))) ??
    compareEffects(isExact, whole.effects, parts.effects) ??
    (places && comparePlaces(places, faults, expected, actual)) ??
    partitioned?.misrouted()[0] ??
    null;
  return what === null ? null : { what, expected, actual };
}

function compare(
  isExact: boolean,
  expected: FormattedExecutionResult,
  actual: FormattedExecutionResult,
  { faults }: ServerDeps,
): string | null {
  const isWell = faults.count() === 0 && faults.kind !== 'nonsense';
  if (isExact || isWell || expected.data === undefined) return compareExactly(expected, actual);
  return compareLeniently(expected, actual, faults.kind === 'unknown');
}

function compareEffects(isExact: boolean, wanted: EffectLog, got: EffectLog): string | null {
  const [want, have] = [wanted.entries(), got.entries()];
  if (isExact ? have.join() === want.join() : isPart(have, want)) return null;
  return `effects in the order [${have.join()}] where [${want.join()}] was expected`;
}

/** Some effects may be missing where a request was lost, but none may be twice or out of order. */
function isPart(some: readonly string[], all: readonly string[]): boolean {
  let index = 0;
  for (const entry of all) if (entry === some[index]) index += 1;
  return index === some.length;
}

function depsOf({ graph, seed }: Trial, faults: Trial['faults'], isExact: boolean): ServerDeps {
  return {
    types: graph.types,
    full: graph.full,
    world: createWorld(seed, graph.types, graph.full, graph.partitioned?.partitioning),
    faults: createFaults(faults, seed, graph.types),
    effects: createEffectLog(isExact),
  };
}

async function askGateway(
  trial: Trial,
  { caller }: Holder,
  deps: ServerDeps,
  places: Places | null,
) {
  const { graph, document, variables } = trial;
  graph.enter(deps, places);
  const planned = planPermitted(graph.generation, document, null, caller);
  if ('errors' in planned) return planned;
  const request = { variables, caller };
  if (planned.kind === 'request') return ask(trial.seed, planned, request);
  const { serviceName } = planned.primary;
  const { sources } = graph.generation;
  const firstEvent =
    serviceName === graph.partitioned?.subgraph
      ? graph.partitioned.firstEvent
      : sources.sourceOf(serviceName).fetch;
  const event = await firstEvent({
    query: planned.primary.operation,
    operationName: planned.primary.operationName ?? null,
    kind: OperationTypeNode.SUBSCRIPTION,
    variables: usedOnly(variables, planned.primary.variableUsages),
    caller: request.caller,
  });
  return executor.join(planned, request, event);
}

function usedOnly(
  variables: Record<string, unknown>,
  names: readonly string[] = [],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));
}

function crash(error: unknown) {
  return { errors: [{ message: `the gateway threw: ${String((error as Error).stack)}` }] };
}

/** Either of the two ways in which a response is made; they share all but the last step. */
async function ask(
  seed: string,
  planned: PlannedOperation,
  request: OperationRequest,
): Promise<FormattedExecutionResult | ExecutionResult> {
  if (chanceOf('form', seed) < 0.5) return executor.execute(planned, request);
  const answer = await executor.answer(planned, request);
  if (!('body' in answer)) return answer;
  return JSON.parse(answer.body.toString()) as FormattedExecutionResult;
}

function wire(result: object): FormattedExecutionResult {
  return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
}
