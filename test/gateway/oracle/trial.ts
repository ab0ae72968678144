import {
  Kind,
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
import { OPERATION_NAME } from './operations/random-operation.ts';
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

/** The two ways in which a response is made; they share all but the last step. */
const FORMS = ['execute', 'answer'] as const;
type Form = (typeof FORMS)[number];

/** Runs the trial on the gateway's executor and on a server in one piece. */
export async function runTrial(trial: Trial): Promise<Difference | null> {
  const { faults } = trial;
  const isExact = faults === 'none' || faults === 'fields';
  const whole = depsOf(trial, isExact ? faults : 'none', isExact);
  const { apiSchema } = trial.graph.generation;
  const expected = wire(
    await askMonolith(whole, apiSchema, trial.document, trial.variables, nameIn(trial.document)),
  );
  for (const form of FORMS) {
    const parts = depsOf(trial, faults, isExact);
    const actual = wire(await askGateway(trial, parts, form).catch(crash));
    if (isRefused(trial, actual)) return null;
    const what =
      compare(isExact, expected, actual, parts) ??
      compareEffects(isExact, whole.effects, parts.effects);
    if (what !== null) return { what: `${what} (${form})`, expected, actual };
  }
  return null;
}

/** The name by which an operation is asked for; null where it is alone. */
export function nameIn({ definitions }: DocumentNode): string | null {
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operations.length > 1 ? OPERATION_NAME : null;
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

async function askGateway(trial: Trial, deps: ServerDeps, form: Form) {
  const { graph, document, variables } = trial;
  graph.enter(deps);
  const planned = planOperation(graph.generation, document, nameIn(document));
  if ('error' in planned) return { errors: [planned.error] };
  const caller = { actor: ANONYMOUS, requestId: 'trial' };
  const request = { variables, caller };
  if (planned.kind === 'request') return ask(form, planned, request);
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

async function ask(
  form: Form,
  planned: PlannedOperation,
  request: OperationRequest,
): Promise<FormattedExecutionResult | ExecutionResult> {
  if (form === 'execute') return executor.execute(planned, request);
  const answer = await executor.answer(planned, request);
  if (!('body' in answer)) return answer;
  return JSON.parse(answer.body.toString()) as FormattedExecutionResult;
}

function wire(result: object): FormattedExecutionResult {
  return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
}
