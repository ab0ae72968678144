import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { uncounted, type CountWork } from '../../limits/count-work.ts';
import type { Generation } from '../../supergraph/generation.ts';
import { conditionalSubscription } from '../document/conditional-subscription.ts';
import { endlessLiteral } from '../document/endless-numbers.ts';
import { reservedName } from '../document/reserved-name.ts';
import type { Data } from '../merge.ts';
import { namesApart } from '../schedule/names-apart.ts';
import { decidedFirst, decisionsBy } from './decided-first.ts';
import { drawOverrides, type OverrideConditions } from './override-labels.ts';
import { inConflict, planRoots } from './plan-roots.ts';
import { planningDocument } from './planning-document.ts';
import { subscribeOnce } from './requires-arguments/subscribe-once.ts';
import { serialSteps, type StepsFor } from './serial-steps.ts';

interface Planned {
  generation: Generation;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** A query or mutation. */
export interface PlannedRequest extends Planned {
  kind: 'request';
  /** Plans that gather into the same data; none where introspection is all it asks. */
  roots: readonly PlanNode[];
  /** Instead of all these: what a mutation does one after the other. */
  stepsFor: StepsFor<PlannedRequest> | null;
}

/** Events come from one subgraph; `rests` join each with the others, into the same data. */
export interface PlannedSubscription extends Planned {
  kind: 'subscription';
  primary: FetchNode;
  rests: readonly PlanNode[];
}

export type PlannedOperation = PlannedRequest | PlannedSubscription;

/** What is planned of one document. */
export interface PlansOfDocument {
  decided: readonly string[];
  /** By operation name, draw of labels and conditions; what was refused is not tried again. */
  plans: Map<string, PlannedOperation | { error: GraphQLError }>;
}

/** Draws and conditions for which plans of one document are kept. */
const MAX_KEPT = 64;

/** What beside the document decides how it is planned. */
export interface PlanningRequest {
  operationName: string | null;
  /** As the client sent them. */
  variables: Data;
  /** Not for whom no client is to blame. */
  countWork?: CountWork | undefined;
}

/**
 * Plans once per document, operation name, generation, draw of its @override labels and, where the
 * planner needs to know them, conditions.
 * @throws GraphQLError RATE_LIMITED
 */
export function planOperation(
  generation: Generation,
  document: DocumentNode,
  { operationName, variables, countWork = uncounted }: PlanningRequest,
): PlannedOperation | { error: GraphQLError } {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { error: unknownOperation(operationName) };
  const refused = conditionalSubscription(document, operation) ?? reservedName(document);
  if (refused) return { error: refused };
  const { decided, plans } = plansOf(generation, document);
  const overrides = drawOverrides(generation.supergraph);
  const conditions = decisionsBy(decided, operation, variables);
  const name = operation.name?.value ?? '';
  const key = [name, ...overrides.values(), ...Object.values(conditions)].join();
  const known = plans.get(key);
  if (known) return known;
  const base = { generation, document, operation };
  return countWork(() => {
    const planned = orRefusal(() => buildPlan(base, conditions, overrides));
    if (plans.size >= MAX_KEPT) plans.clear();
    plans.set(key, planned);
    return planned;
  });
}

function plansOf(generation: Generation, document: DocumentNode): PlansOfDocument {
  const known = generation.plans.get(document);
  if (known) return known;
  const plans = { decided: decidedFirst(generation, document), plans: new Map<string, never>() };
  generation.plans.set(document, plans);
  return plans;
}

/** What the planner refuses by a code is the client's to know; anything else is our fault. */
export function orRefusal<Result>(plan: () => Result): Result | { error: GraphQLError } {
  try {
    return plan();
  } catch (error) {
    if (error instanceof GraphQLError) return { error };
    throw error;
  }
}

function buildPlan(
  base: Planned,
  conditions: Data,
  overrides: OverrideConditions,
): PlannedOperation {
  const { generation, document, operation } = base;
  const endless = endlessLiteral(document);
  if (endless) throw endless;
  const stepsFor =
    operation.operation === OperationTypeNode.MUTATION
      ? serialSteps(generation.apiSchema, document, operation, planStep(generation, overrides))
      : null;
  if (stepsFor) return { ...base, kind: 'request', roots: [], stepsFor };
  const planning = planningDocument(generation, document, operation, conditions);
  const roots = planRoots(generation, planning, overrides);
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    const told = subscribeOnce(roots);
    if (!told) throw inConflict();
    const primary = namesApart(told.primary, generation.supergraph);
    return { ...base, kind: 'subscription', primary, rests: told.rests };
  }
  return { ...base, kind: 'request', roots, stepsFor };
}

function planStep(generation: Generation, overrides: OverrideConditions) {
  return (document: DocumentNode, conditions: Data): PlannedRequest => {
    const operation = getOperationAST(document);
    if (!operation) throw new Error('expected a mutation');
    const planning = planningDocument(generation, document, operation, conditions);
    const roots = planRoots(generation, planning, overrides);
    return { generation, document, operation, kind: 'request', roots, stepsFor: null };
  };
}

function unknownOperation(operationName: string | null): GraphQLError {
  const message =
    operationName === null
      ? 'Expected operationName, since the document has more than one operation or none.'
      : `Expected an operation of the document, but it has none named "${operationName.slice(0, 100)}".`;
  return new GraphQLError(message, {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });
}
