import type { FieldNode } from 'graphql';

const QUERY_CODE = 'queryCode';

/** How many query codes an operation tries: a wrong one is answered like none, so tries count (R17). */
export function countQueryCodes(rootFields: readonly FieldNode[]): number {
  return rootFields.filter(({ arguments: given = [] }) =>
    given.some(({ name }) => name.value === QUERY_CODE),
  ).length;
}
