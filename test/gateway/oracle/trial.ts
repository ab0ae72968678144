import {
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type FormattedExecutionResult,
} from 'graphql';
import { ANONYMOUS } from '../../../schema/contract/actor.ts';
import {
  createExecutor,
  type OperationRequest,
} from '../../../gateway/execution/execute-operation.ts';
import { planOperation, type PlannedOperation } from '../../../gateway/execution/plan.ts';
import { compareExactly, compareLeniently } from './compare.ts';
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

const executor = createExecutor();

/** Runs the trial on the gateway's executor and on a server in one piece. */
export async function runTrial(trial: Trial): Promise<Difference | null> {
  const { faults } = trial;
  const isExact = faults === 'none' || faults === 'fields';
  const whole = depsOf(trial, isExact ? faults : 'none', isExact);
  const parts = depsOf(trial, faults, isExact);
  const expected = wire(
    await askMonolith(whole, trial.graph.generation.apiSchema, trial.document, trial.variables),
  );
  const actual = wire(await askGateway(trial, parts).catch(crash));
  if (isRefused(trial, actual)) return null;
  const what =
    compare(isExact, expected, actual, parts) ??
    compareEffects(isExact, whole.effects, parts.effects);
  return what === null ? null : { what, expected, actual };
}

/** What would have to be subscribed to several times is refused, and says so. */
function isRefused({ kind }: Trial, { errors = [] }: FormattedExecutionResult): boolean {
  const codes = errors.map(({ extensions }) => extensions?.code);
  return kind === OperationTypeNode.SUBSCRIPTION && codes[0] === 'GRAPHQL_VALIDATION_FAILED';
}

function compare(
  isExact: boolean,
  expected: FormattedExecutionResult,
  actual: FormattedExecutionResult,
  { faults }: ServerDeps,
): string | null {
  if (isExact || faults.count() === 0 || expected.data === undefined)
    return compareExactly(expected, actual);
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
    world: createWorld(seed, graph.types, graph.full),
    faults: createFaults(faults, seed, graph.types),
    effects: createEffectLog(isExact),
  };
}

async function askGateway(trial: Trial, deps: ServerDeps) {
  const { graph, document, variables } = trial;
  graph.enter(deps);
  const planned = planOperation(graph.generation, document, null);
  if ('error' in planned) return { errors: [planned.error] };
  const caller = { actor: ANONYMOUS, requestId: 'trial' };
  const request = { variables, caller };
  if (planned.kind === 'request') return ask(trial.seed, planned, request);
  const source = graph.generation.sources.sourceOf(planned.primary.serviceName);
  const event = await source.fetch({
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
