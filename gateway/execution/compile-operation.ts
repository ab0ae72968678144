import type { PlanNode } from '@apollo/query-planner';
import type { ExecutionResult } from 'graphql';
import { collectFields, conditionVariables, fragmentsOf } from './collect-fields.ts';
import { compileObject } from './compile-projection.ts';
import { compileSchedule, type Schedule } from './compile-schedule.ts';
import { internalError } from './errors.ts';
import type { Faults } from './faults.ts';
import { dataKeys } from './data-keys.ts';
import { introspect } from './introspect.ts';
import type { Data } from './merge.ts';
import type { PlannedOperation } from './plan.ts';
import { NULLED, startProjection, type Project } from './projection-run.ts';
import { settleErrors } from './settle-errors.ts';

/** @param coerced the variables, as conditions read them */
type Complete = (coerced: Data, given: Data, data: Data, faults: Faults) => ExecutionResult;

/** What is worked out once for a planned operation, so that requests need not. */
export interface CompiledOperation {
  schedule: Schedule;
  complete: Complete;
}

const compiled = new WeakMap<PlannedOperation, CompiledOperation>();

export function compileOperation(planned: PlannedOperation): CompiledOperation {
  const known = compiled.get(planned);
  if (known) return known;
  const schedule = compileSchedule(rootsOf(planned), planned.generation);
  const complete = compileCompletion(planned);
  const operation: CompiledOperation = {
    schedule,
    complete: isUnplanned(planned, schedule) ? refuseUnplanned(planned, complete) : complete,
  };
  compiled.set(planned, operation);
  return operation;
}

function isUnplanned(planned: PlannedOperation, { fetches }: Schedule): boolean {
  return fetches.length === 0 && !(planned.kind === 'request' && planned.stepsFor);
}

function rootsOf(planned: PlannedOperation): readonly PlanNode[] {
  const root = planned.kind === 'subscription' ? planned.rest : planned.root;
  const others = planned.kind === 'subscription' ? [] : planned.others;
  return root ? [root, ...others] : others;
}

/** Combinations of @skip and @include for which a projection is kept. */
const MAX_PROJECTIONS = 64;

function compileCompletion(planned: PlannedOperation): Complete {
  const names = conditionVariables(planned.document);
  const projections = new Map<string, Project>();
  return (coerced, given, data, faults) => {
    const mask = names.map((name) => (coerced[name] === true ? '1' : '0')).join('');
    const project = projections.get(mask) ?? compileRoot(planned, coerced);
    if (!projections.has(mask) && projections.size >= MAX_PROJECTIONS) projections.clear();
    projections.set(mask, project);
    const run = startProjection(faults, (nodes) => introspect(planned, given, nodes));
    const response = project(data, run);
    const completed = { data: response === NULLED ? null : response, ...run };
    if (run.isClean && run.derived.length === 0) return { data: completed.data };
    return settleErrors(planned, completed, faults);
  };
}

/** The planner makes no plan where no subgraph can say anything of what is asked. */
function refuseUnplanned(planned: PlannedOperation, complete: Complete): Complete {
  if (planned.kind === 'subscription') return complete;
  return (coerced, given, data, faults) => {
    const response = complete(coerced, given, data, faults);
    const { type, selecting } = rootOf(planned, coerced);
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

function compileRoot(planned: PlannedOperation, conditions: Data): Project {
  const { type, selecting } = rootOf(planned, conditions);
  return compileObject(selecting, type, [planned.operation.selectionSet]);
}
