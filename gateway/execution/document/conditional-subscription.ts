import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { isCondition } from './collect-fields.ts';

/**
 * A subscription whose root field is there under a condition. graphql-js's validation and the
 * planner both throw on it, so it must be refused before either.
 */
export function conditionalSubscription(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): GraphQLError | null {
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return null;
  const seen = new Set<string>();
  const isConditional = (selection: SelectionNode): boolean => {
    if (selection.directives?.some(({ name }) => isCondition(name.value))) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return selection.selectionSet.selections.some(isConditional);
    const name = selection.name.value;
    if (seen.has(name)) return false;
    seen.add(name);
    return document.definitions.some(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION &&
        definition.name.value === name &&
        definition.selectionSet.selections.some(isConditional),
    );
  };
  if (!operation.selectionSet.selections.some(isConditional)) return null;
  return new GraphQLError(
    'Expected a subscription whose one root field is always there, but it has @skip or @include.',
    { nodes: operation, extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } },
  );
}
