import type { ExecutionResult } from 'graphql';
import { collectFields, conditionVariables, fragmentsOf } from './document/collect-fields.ts';
import { compileObject } from './response/compile-projection.ts';
import { compileTextObject } from './response/compile-text.ts';
import { compileSchedule, type Schedule } from './schedule/compile-schedule.ts';
import { internalError } from './errors.ts';
import type { Faults } from './gather/faults.ts';
import { dataKeys } from './document/data-keys.ts';
import { introspect } from './response/introspect.ts';
import type { Data } from './merge.ts';
import type { PlannedOperation } from './planning/plan.ts';
import {
  NULLED,
  startProjection,
  type Project,
  type ProjectionRun,
} from './response/projection-run.ts';
import { settleErrors } from './response/settle-errors.ts';

/** What a plan has gathered, and what it was gathered for. */
interface Gathered {
  /** The variables, as conditions read them, and as they were sent. */
  coercedVariables: Data;
  variables: Data;
  data: Data;
  faults: Faults;
}

/** The body of a response without errors, as JSON; or what has to be told in another way. */
export type Answer = ExecutionResult | { body: Buffer };

type Complete = (gathered: Gathered) => ExecutionResult;

/** What is worked out once for a planned operation, so that requests need not. */
export interface CompiledOperation {
  schedule: Schedule;
  complete: Complete;
  answer: (gathered: Gathered) => Answer;
}

const compiled = new WeakMap<PlannedOperation, CompiledOperation>();

export function compileOperation(planned: PlannedOperation): CompiledOperation {
  const known = compiled.get(planned);
  if (known) return known;
  const event = planned.kind === 'subscription' ? planned.primary : null;
  const roots = planned.kind === 'subscription' ? planned.rests : planned.roots;
  const schedule = compileSchedule(roots, event, planned.generation);
  const { complete, write } = compileCompletion(planned);
  const isRefused = isUnplanned(planned, schedule);
  const told = isRefused ? refuseUnplanned(planned, complete) : complete;
  const operation: CompiledOperation = {
    schedule,
    complete: told,
    answer: (gathered) => {
      const body = isRefused ? null : write(gathered);
      return body ? { body } : told(gathered);
    },
  };
  compiled.set(planned, operation);
  return operation;
}

function isUnplanned(planned: PlannedOperation, { fetches }: Schedule): boolean {
  return fetches.length === 0 && !(planned.kind === 'request' && planned.stepsFor);
}

/** Combinations of @skip and @include for which a projection is kept. */
const MAX_PROJECTIONS = 64;

interface Projections {
  toObject: Project<Data>;
  toText: Project<true>;
}

interface Completion {
  complete: Complete;
  /** @returns null where there is more to say than the data */
  write: (gathered: Gathered) => Buffer | null;
}

function compileCompletion(planned: PlannedOperation): Completion {
  const names = conditionVariables(planned.document);
  const kept = new Map<string, Projections>();
  const projectionsFor = ({ coercedVariables: coerced }: Gathered): Projections => {
    const mask = names.map((name) => (coerced[name] === true ? '1' : '0')).join('');
    const projections = kept.get(mask) ?? compileRoot(planned, coerced);
    if (!kept.has(mask) && kept.size >= MAX_PROJECTIONS) kept.clear();
    kept.set(mask, projections);
    return projections;
  };
  return {
    complete: (gathered) => completeObject(planned, projectionsFor(gathered).toObject, gathered),
    write: (gathered) => writeText(planned, projectionsFor(gathered).toText, gathered),
  };
}

function writeText(
  planned: PlannedOperation,
  toText: Project<true>,
  gathered: Gathered,
): Buffer | null {
  const run = startRun(planned, gathered);
  if (!run.isClean) return null;
  const { sink } = run;
  sink.clear();
  sink.ascii('{"data":');
  if (toText(gathered.data, run) === NULLED) return null;
  sink.ascii('}\n');
  return sink.copy();
}

function completeObject(
  planned: PlannedOperation,
  toObject: Project<Data>,
  gathered: Gathered,
): ExecutionResult {
  const run = startRun(planned, gathered);
  const response = toObject(gathered.data, run);
  const completed = { data: response === NULLED ? null : response, ...run };
  if (run.isClean && run.derived.length === 0) return { data: completed.data };
  return settleErrors(planned, completed, gathered.faults);
}

function startRun(planned: PlannedOperation, { faults, variables }: Gathered): ProjectionRun {
  return startProjection(faults, (nodes) => introspect(planned, variables, nodes));
}

/** The planner makes no plan where no subgraph can say anything of what is asked. */
function refuseUnplanned(planned: PlannedOperation, complete: Complete): Complete {
  if (planned.kind === 'subscription') return complete;
  return (gathered) => {
    const response = complete(gathered);
    const { type, selecting } = rootOf(planned, gathered.coercedVariables);
    const fields = collectFields(selecting, type, [planned.operation.selectionSet]);
    const asked = [...fields.values()].flatMap(([node]) => node?.name.value ?? []);
    if (asked.every((name) => name.startsWith('__'))) return response;
    return {
      data: null,
      errors: [internalError('expected a subgraph for each field, but the plan has none')],
    };
  };
}

function rootOf(planned: PlannedOperation, conditions: Data) {
  const { apiSchema: schema, supergraph } = planned.generation;
  const type = schema.getRootType(planned.operation.operation);
  if (!type) throw new Error(`the schema has no ${planned.operation.operation}`);
  const fragments = fragmentsOf(planned.document);
  return { type, selecting: { schema, fragments, conditions, dataKeyOf: dataKeys(supergraph) } };
}

function compileRoot(planned: PlannedOperation, conditions: Data): Projections {
  const { type, selecting } = rootOf(planned, conditions);
  const sets = [planned.operation.selectionSet];
  return {
    toObject: compileObject(selecting, type, sets),
    toText: compileTextObject(selecting, type, sets),
  };
}
