import { operationFromDocument } from '@apollo/federation-internals';
import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  getOperationAST,
  GraphQLError,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { conditionalSubscription } from './conditional-subscription.ts';
import { planningDocument } from './planning-document.ts';
import type { Generation } from '../supergraph/generation.ts';

interface Planned {
  generation: Generation;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** A query or mutation; null where introspection is all it asks. */
export interface PlannedRequest extends Planned {
  kind: 'request';
  root: PlanNode | null;
}

/** Events come from one subgraph; `rest` joins each with the others. */
export interface PlannedSubscription extends Planned {
  kind: 'subscription';
  primary: FetchNode;
  rest: PlanNode | null;
}

export type PlannedOperation = PlannedRequest | PlannedSubscription;

/** Plans once per document, operation name and generation. */
export function planOperation(
  generation: Generation,
  document: DocumentNode,
  operationName: string | null,
): PlannedOperation | { error: GraphQLError } {
  const operation = getOperationAST(document, operationName);
  if (!operation) return { error: unknownOperation(operationName) };
  const conditional = conditionalSubscription(document, operation);
  if (conditional) return { error: conditional };
  const plans = generation.plans.get(document) ?? new Map<string, PlannedOperation>();
  generation.plans.set(document, plans);
  const name = operation.name?.value ?? '';
  const planned = plans.get(name) ?? buildPlan(generation, document, operation);
  plans.set(name, planned);
  return planned;
}

function buildPlan(
  generation: Generation,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): PlannedOperation {
  const operationName = operation.name?.value;
  const { node } = generation.planner.buildQueryPlan(
    operationFromDocument(
      generation.planningSchema,
      planningDocument(document),
      operationName === undefined ? undefined : { operationName },
    ),
  );
  const base = { generation, document, operation };
  if (node?.kind === 'Subscription')
    return { ...base, kind: 'subscription', primary: node.primary, rest: node.rest ?? null };
  return { ...base, kind: 'request', root: node ?? null };
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
