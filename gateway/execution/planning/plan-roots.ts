import { operationFromDocument } from '@apollo/federation-internals';
import type { PlanNode, SubscriptionNode } from '@apollo/query-planner';
import {
  FieldsOnCorrectTypeRule,
  getOperationAST,
  GraphQLError,
  Kind,
  KnownTypeNamesRule,
  OperationTypeNode,
  validate,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { Generation } from '../../supergraph/generation.ts';
import { renameRequired } from '../schedule/rename-required.ts';
import { asksTooEarly } from './nested-requires/asked-too-early.ts';
import { nestedRequires } from './nested-requires/nested-requires.ts';
import { requiredFirst } from './nested-requires/required-first.ts';
import { unreadyFields } from './nested-requires/unready-fields.ts';
import { withRequiredFirst } from './nested-requires/with-required-first.ts';
import type { OverrideConditions } from './override-labels.ts';
import { beginAsOne } from './requires-arguments/begin-as-one.ts';
import { splitOperation } from './requires-arguments/split-operation.ts';
import { asSequence } from './requires-arguments/subscribe-once.ts';

/** As planning-document.ts makes it. */
interface PlanningOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** Plans that gather into the same data; those of a subscription begin with their primary. */
export function planRoots(
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

/** In parts it would be subscribed to, or could act, once for each of them. */
export function inConflict(): GraphQLError {
  return new GraphQLError(
    'Expected no two fields that need the same field with different arguments, or the same field beside one of them, where they cannot be asked for at once.',
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } },
  );
}
