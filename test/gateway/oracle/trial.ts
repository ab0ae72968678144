import {
  Kind,
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
import { usedVariables } from '../../../gateway/execution/document/used-variables.ts';
import type { PlannedOperation } from '../../../gateway/execution/planning/plan.ts';
import { compareExactly, compareLeniently } from './compare.ts';
import { comparePlaces } from './districts/compare-places.ts';
import { createPlaces, type Places } from './districts/places.ts';
import { askedPermitted } from './guard/asked-permitted.ts';
import { compareRefused, compareWithheld } from './guard/compare-refusals.ts';
import { randomHolder, type Holder } from './guard/random-holder.ts';
import { withheldFields } from './guard/withheld-fields.ts';
import { resolvedFields } from './left-out.ts';
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

/** Where one server in one piece loses exactly the same. */
const EXACT: ReadonlySet<Trial['faults']> = new Set(['none', 'fields', 'partitions']);

const executor = tellingWithheld(createExecutor());

/** The two ways in which a response is made; they share all but the last step. */
const FORMS = ['execute', 'answer'] as const;
type Form = (typeof FORMS)[number];

/** Runs the trial on the gateway's executor and on a server in one piece. */
export async function runTrial(trial: Trial): Promise<Difference | null> {
  const { faults, graph, document, variables } = trial;
  const { apiSchema } = graph.generation;
  const { partitioned } = graph;
  const name = nameIn(document);
  const holder = randomHolder(graph.guards.stated, trial.seed);
  const { fields, refused } = withheldFields(graph.guards, apiSchema, document, name, holder);
  const isExact = EXACT.has(faults);
  const places = partitioned && createPlaces(trial.seed, faults);
  const whole = {
    ...depsOf(trial, isExact ? faults : 'none', isExact),
    ...(places && faults === 'partitions' ? { onField: partitioned.onField(places) } : {}),
  };
  const isWithheld = refused.size > 0;
  const asked = resolvedFields();
  // of an interface object its subgraph tells more than was asked of what is behind it
  const isPlain = faults === 'none' && !isWithheld && !graph.types.hasInterfaceObjects;
  const expected = isWithheld
    ? {}
    : wire(
        await askMonolith(
          { onField: asked.onField, ...whole },
          apiSchema,
          document,
          variables,
          name,
          fields,
        ),
      );
  for (const form of FORMS) {
    const resolved = resolvedFields();
    const parts = { ...depsOf(trial, faults, isExact), onField: resolved.onField };
    const actual = wire(await askGateway(trial, holder, parts, places, form).catch(crash));
    const what =
      askedPermitted(graph, holder, graph.asked()) ??
      (isWithheld
        ? compareRefused(refused, actual)
        : (compare(isExact, expected, actual, parts) ?? compareWithheld(expected, actual))) ??
      compareEffects(isExact, whole.effects, parts.effects) ??
      (places && comparePlaces(places, faults, expected, actual)) ??
      partitioned?.misrouted()[0] ??
      (isPlain ? resolved.notAmong(asked, graph.types) : null) ??
      null;
    if (what !== null) return { what: `${what} (${form})`, expected, actual };
  }
  return null;
}

/** The name by which an operation is asked for; null where it is alone. */
export function nameIn({ definitions }: DocumentNode): string | null {
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operations.length > 1 ? OPERATION_NAME : null;
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
  form: Form,
) {
  const { graph, document, variables } = trial;
  graph.enter(deps, places);
  const planned = planPermitted(
    graph.generation,
    document,
    { operationName: nameIn(document), variables },
    caller,
  );
  if ('errors' in planned) return planned;
  const request = { variables, caller };
  if (planned.kind === 'request') return ask(form, planned, request);
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
    variables: usedVariables(planned.primary, variables),
    caller: request.caller,
  });
  return executor.join(planned, request, event);
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
