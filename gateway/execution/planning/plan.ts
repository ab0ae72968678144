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
import { conditionalSubscription } from '../document/conditional-subscription.ts';
import { endlessLiteral } from '../document/endless-numbers.ts';
import type { Data } from '../merge.ts';
import { decidedFirst, decisionsBy } from './decided-first.ts';
import { drawOverrides, type OverrideConditions } from './override-labels.ts';
import { namesApart } from '../schedule/names-apart.ts';
import { asksTooEarly } from './nested-requires/asked-too-early.ts';
import { nestedRequires } from './nested-requires/nested-requires.ts';
import { requiredFirst } from './nested-requires/required-first.ts';
import { unreadyFields } from './nested-requires/unready-fields.ts';
import { withRequiredFirst } from './nested-requires/with-required-first.ts';
import { planningDocument } from './planning-document.ts';
import { serialSteps, type StepsFor } from './serial-steps.ts';
import { beginAsOne } from './requires-arguments/begin-as-one.ts';
import { renameRequired } from '../schedule/rename-required.ts';
import { splitOperation } from './requires-arguments/split-operation.ts';
import { uncounted, type CountWork } from '../../limits/count-work.ts';
import { asSequence, subscribeOnce } from './requires-arguments/subscribe-once.ts';
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
  const conditional = conditionalSubscription(document, operation);
  if (conditional) return { error: conditional };
  if (hasReservedName(document)) return { error: reservedName() };
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
  if (stepsFor) return { ...base, kind: 'request', root: null, others: [], stepsFor };
  const planning = planningDocument(generation, document, operation, conditions);
  const roots = planInParts(generation, planning, overrides);
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    const told = subscribeOnce(roots);
    if (!told) throw inConflict();
    const primary = namesApart(told.primary, generation.supergraph);
    return { ...base, kind: 'subscription', primary, rests: told.rests };
  }
  return asRequest(base, roots);
}

function asRequest(base: Planned, roots: readonly PlanNode[]): PlannedRequest {
  const [root = null, ...others] = roots;
  return { ...base, kind: 'request', root, others, stepsFor: null };
}

function planStep(generation: Generation, overrides: OverrideConditions) {
  return (document: DocumentNode, conditions: Data): PlannedRequest => {
    const operation = getOperationAST(document);
    if (!operation) throw new Error('expected a mutation');
    const planning = planningDocument(generation, document, operation, conditions);
    const roots = planInParts(generation, planning, overrides);
    return asRequest({ generation, document, operation }, roots);
  };
}

/** Plans that gather into the same data; those of a subscription begin with their primary. */
function planInParts(
  generation: Generation,
  { document, operation }: PlanningOperation,
  overrides: OverrideConditions,
): readonly PlanNode[] {
  const parts = splitOperation(generation, document, operation);
  const roots = parts
    ? parts.flatMap((part, index) => {
        // in parts each field that requires stands alone, and its requirements with it
        const root = asPlan(planPlainly(generation, part.document, overrides));
        if (!root) return [];
        return [index === 0 ? root : renameRequired(root, part.visible, `required${index}_`)];
      })
    : [asPlan(planDocument(generation, document, overrides)) ?? []].flat();
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  if (parts && isMutation && !beginAsOne(roots)) throw inConflict();
  return roots;
}

function asPlan(root: PlanNode | SubscriptionNode | undefined): PlanNode | undefined {
  return root?.kind === 'Subscription' ? asSequence(root) : root;
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

/** As the name of a property it would reach the prototype of whatever answers or variables are put into. */
function hasReservedName(document: DocumentNode): boolean {
  if (document.loc && !document.loc.source.body.includes(RESERVED)) return false;
  let found = false;
  visit(document, {
    Field: ({ alias }) => {
      found ||= alias?.value === RESERVED;
    },
    Variable: ({ name }) => {
      found ||= name.value === RESERVED;
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
    'Expected no two fields that need the same field with different arguments, or the same field beside one of them, where they cannot be asked for at once.',
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
