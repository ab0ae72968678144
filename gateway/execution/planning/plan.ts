import { operationFromDocument } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import {
  FieldsOnCorrectTypeRule,
  getOperationAST,
  GraphQLError,
  Kind,
  KnownTypeNamesRule,
  OperationTypeNode,
  validate,
  visit,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { conditionVariables } from '../document/collect-fields.ts';
import { conditionalSubscription } from '../document/conditional-subscription.ts';
import { drawOverrides, type OverrideConditions } from './override-labels.ts';
import { namesApart } from '../schedule/names-apart.ts';
import { asksTooEarly } from './nested-requires/asked-too-early.ts';
import { nestedRequires } from './nested-requires/nested-requires.ts';
import { requiredFirst } from './nested-requires/required-first.ts';
import { unreadyFields } from './nested-requires/unready-fields.ts';
import { withRequiredFirst } from './nested-requires/with-required-first.ts';
import { keptByConditions, withConditionsSettled, withoutConditions } from './by-conditions.ts';
import { planningDocument } from './planning-document.ts';
import { serialSteps, type StepsFor } from './serial-steps.ts';
import { beginAsOne } from './requires-arguments/begin-as-one.ts';
import { renameRequired } from '../schedule/rename-required.ts';
import { splitOperation } from './requires-arguments/split-operation.ts';
import type { Generation } from '../../supergraph/generation.ts';

interface PlanningOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

interface Planned {
  generation: Generation;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** A query or mutation; null where introspection is all it asks. */
export interface PlannedRequest extends Planned {
  kind: 'request';
  root: PlanNode | null;
  /** Further plans for the same operation, which gather into the same data. */
  others: readonly PlanNode[];
  /** Instead of all these: what is done one after the other, by the conditions that hold. */
  stepsFor: StepsFor<PlannedRequest> | null;
}

/** Events come from one subgraph; `rest` joins each with the others. */
export interface PlannedSubscription extends Planned {
  kind: 'subscription';
  primary: FetchNode;
  rest: PlanNode | null;
}

export type PlannedOperation = PlannedRequest | PlannedSubscription;

/** By operation name and draw of labels; what was refused is not tried again. */
export type PlansOfDocument = Map<string, PlannedOperation | { error: GraphQLError }>;

/** Plans once per document, operation name, generation and draw of its @override labels. */
export function planOperation(
  generation: Generation,
  document: DocumentNode,
  operationName: string | null,
): PlannedOperation | { error: GraphQLError } {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { error: unknownOperation(operationName) };
  const conditional = conditionalSubscription(document, operation);
  if (conditional) return { error: conditional };
  if (hasReservedName(document)) return { error: reservedName() };
  const plans: PlansOfDocument = generation.plans.get(document) ?? new Map<string, never>();
  generation.plans.set(document, plans);
  const overrides = drawOverrides(generation.supergraph);
  const key = [operation.name?.value ?? '', ...overrides.values()].join();
  const known = plans.get(key);
  if (known) return known;
  const planning = planningDocument(generation, document, operation);
  const base = { generation, document, operation };
  const planned = orRefusal(() => buildPlan(base, planning, overrides));
  plans.set(key, planned);
  return planned;
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
  planning: PlanningOperation,
  overrides: OverrideConditions,
): PlannedOperation {
  const { generation, document, operation } = base;
  const stepsFor =
    operation.operation === OperationTypeNode.MUTATION
      ? serialSteps(generation.apiSchema, document, operation, planStep(generation, overrides))
      : null;
  if (stepsFor) return { ...base, kind: 'request', root: null, others: [], stepsFor };
  const differs = mayDifferByConditions(base, planning);
  if (differs && operation.operation !== OperationTypeNode.SUBSCRIPTION) {
    const planFor = planStep(generation, overrides);
    const settled = keptByConditions(document, (conditions) => [
      planFor(withConditionsSettled(document, conditions), operation.name?.value),
    ]);
    return { ...base, kind: 'request', root: null, others: [], stepsFor: settled };
  }
  // events come by one plan, whatever the conditions
  const whole = differs ? planningOf(generation, withoutConditions(document), operation) : planning;
  const { root, others } = planInParts(generation, whole, overrides);
  if (root?.kind === 'Subscription') {
    const primary = namesApart(root.primary, generation.supergraph);
    return { ...base, kind: 'subscription', primary, rest: root.rest ?? null };
  }
  return { ...base, kind: 'request', root, others, stepsFor };
}

function planningOf(
  generation: Generation,
  document: DocumentNode,
  { name }: OperationDefinitionNode,
): PlanningOperation {
  const operation = getOperationAST(document, name?.value);
  if (!operation) throw new Error('expected an operation');
  return planningDocument(generation, document, operation);
}

/**
 * The planner makes what is required under one condition count for others too. Where a required field
 * requires again each combination of conditions is planned by itself, when it is met.
 */
function mayDifferByConditions(
  { generation, document }: Planned,
  planning: PlanningOperation,
): boolean {
  const nested = nestedRequires(generation.supergraph);
  if (nested.size === 0 || conditionVariables(document).length === 0) return false;
  return requiredFirst(generation.apiSchema, nested, planning.operation) !== null;
}

function planStep(generation: Generation, overrides: OverrideConditions) {
  return (document: DocumentNode, operationName?: string): PlannedRequest => {
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('expected an operation');
    const planning = planningDocument(generation, document, operation);
    const { root, others } = planInParts(generation, planning, overrides);
    if (root?.kind === 'Subscription') throw new Error('expected no subscription');
    return { generation, document, operation, kind: 'request', root, others, stepsFor: null };
  };
}

function planInParts(
  generation: Generation,
  { document, operation }: PlanningOperation,
  overrides: OverrideConditions,
): { root: PlanNode | SubscriptionNode | null; others: readonly PlanNode[] } {
  const parts = splitOperation(generation, document, operation);
  if (!parts) return { root: planDocument(generation, document, overrides) ?? null, others: [] };
  const roots = parts.flatMap((part, index) => {
    // in parts each field that requires stands alone, and its requirements with it
    const root = planPlainly(generation, part.document, overrides);
    // to be told events by each of several plans, it would have to be subscribed to several times
    if (root?.kind === 'Subscription') throw inConflict();
    if (!root) return [];
    return [index === 0 ? root : renameRequired(root, part.visible, `required${index}_`)];
  });
  if (operation.operation === OperationTypeNode.MUTATION && !beginAsOne(roots)) throw inConflict();
  const [root = null, ...others] = roots;
  return { root, others };
}

function planPlainly(
  generation: Generation,
  document: DocumentNode,
  overrideConditions: OverrideConditions,
) {
  const operation = operationFromDocument(generation.planningSchema, document);
  return generation.planner.buildQueryPlan(operation, { overrideConditions }).node;
}

function planDocument(
  generation: Generation,
  document: DocumentNode,
  overrideConditions: OverrideConditions,
): ReturnType<typeof planPlainly> {
  const whole = planPlainly(generation, document, overrideConditions);
  const operation = getOperationAST(document);
  const nested = nestedRequires(generation.supergraph);
  if (!operation || !whole || nested.size === 0) return whole;
  const first = requiredFirst(generation.apiSchema, nested, operation);
  const unready = unreadyFields(generation.supergraph);
  if (!first || !asksTooEarly(unready, whole)) return whole;
  const firstDocument: DocumentNode = { kind: Kind.DOCUMENT, definitions: [first] };
  // what is @inaccessible cannot be asked for in an operation, not even by ourselves
  const unknown = validate(generation.apiSchema, firstDocument, [
    FieldsOnCorrectTypeRule,
    KnownTypeNamesRule,
  ]);
  if (unknown.length > 0) return whole;
  // what is required may require again what requires again
  const begun = planDocument(generation, firstDocument, overrideConditions);
  const isOnce = operation.operation !== OperationTypeNode.QUERY;
  return (begun && withRequiredFirst(unready, begun, whole, isOnce)) ?? whole;
}

const RESERVED = '__proto__';

/** As the name of a property it would reach the prototype of whatever the answer is put into. */
function hasReservedName(document: DocumentNode): boolean {
  if (document.loc && !document.loc.source.body.includes(RESERVED)) return false;
  let found = false;
  visit(document, {
    Field: ({ alias }) => {
      found ||= alias?.value === RESERVED;
    },
  });
  return found;
}

function reservedName(): GraphQLError {
  return new GraphQLError(`Expected names that are not reserved, but got "${RESERVED}".`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  });
}

/** In parts it would be subscribed to, or could act, once for each of them. */
function inConflict(): GraphQLError {
  return new GraphQLError(
    'Expected no two fields that need the same field with different arguments, or the same field beside one of them; a subscription may not ask for such fields together.',
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } },
  );
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
