import {
  getOperationAST,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, fragmentsOf } from '../document/collect-fields.ts';
import type { Data } from '../merge.ts';
import { keptByConditions, withConditionsSettled } from './by-conditions.ts';

/** @param conditions the coerced variables, which decide what is asked and in which order */
export type StepsFor<Step> = (conditions: Data) => readonly Step[];

/**
 * The root fields of a mutation, which run one after the other in the order of the response. The
 * planner would run those in fragments first, so each is planned as an operation of its own.
 * @returns null where there is only one
 */
export function serialSteps<Step>(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  plan: (step: DocumentNode) => Step,
): StepsFor<Step> | null {
  const { selections } = operation.selectionSet;
  const type = schema.getRootType(operation.operation);
  if (!type || (selections.length === 1 && selections[0]?.kind === Kind.FIELD)) return null;
  return keptByConditions(document, (conditions) => {
    const settled = withConditionsSettled(document, conditions);
    const inSettled = getOperationAST(settled, operation.name?.value);
    const set = inSettled?.selectionSet ?? operation.selectionSet;
    const fields = collectFields({ schema, fragments: fragmentsOf(settled), conditions }, type, [
      set,
    ]);
    return [...fields.values()]
      .filter(([field]) => field?.name.value !== '__typename')
      .map((nodes) => plan(stepDocument(settled, inSettled ?? operation, nodes)));
  });
}

function stepDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  nodes: readonly FieldNode[],
): DocumentNode {
  const selections = nodes.map((node) => ({ ...node, directives: [] }));
  const step = { ...operation, selectionSet: { kind: Kind.SELECTION_SET as const, selections } };
  return {
    kind: Kind.DOCUMENT,
    definitions: document.definitions.flatMap((definition) => {
      if (definition === operation) return step;
      return definition.kind === Kind.FRAGMENT_DEFINITION ? definition : [];
    }),
  };
}
