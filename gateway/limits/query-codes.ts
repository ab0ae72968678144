import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { rootFieldsOf } from './operation-roots.ts';

const QUERY_CODE = 'queryCode';

/** How many query codes an operation tries: a wrong one is answered like none, so tries count (R17). */
export function countQueryCodes(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): number {
  return rootFieldsOf(document, operation).filter(({ arguments: given = [] }) =>
    given.some(({ name }) => name.value === QUERY_CODE),
  ).length;
}
