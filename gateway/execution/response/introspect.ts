import { executeSync, Kind, OperationTypeNode, type FieldNode } from 'graphql';
import type { Data } from '../merge.ts';
import type { PlannedOperation } from '../planning/plan.ts';

/** Answers `__schema` or `__type`, which need no subgraph, from the schema that clients see. */
export function introspect(
  { generation, document, operation }: PlannedOperation,
  variables: Data,
  nodes: readonly FieldNode[],
): unknown {
  const selectionSet = { kind: Kind.SELECTION_SET as const, selections: nodes };
  const definitions = document.definitions.flatMap((definition) => {
    // what a mutation leads to may have the fields of a query
    if (definition === operation)
      return { ...operation, operation: OperationTypeNode.QUERY, selectionSet };
    return definition.kind === Kind.FRAGMENT_DEFINITION ? definition : [];
  });
  const { data } = executeSync({
    schema: generation.apiSchema,
    document: { kind: Kind.DOCUMENT, definitions },
    variableValues: variables,
  });
  const [value = null] = Object.values(data ?? {});
  return value;
}
