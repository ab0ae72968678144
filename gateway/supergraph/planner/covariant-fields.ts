import { isInterfaceType, type OperationElement, type Schema } from '@apollo/federation-internals';
import type { SimultaneousPathsWithLazyIndirectPaths as Option } from '@apollo/query-graphs/dist/graphPath.js';
import type { Vertex } from '@apollo/query-graphs';

/**
 * Where an object's field leads to an interface that is narrower than what its interface promises,
 * the planner comes to that narrower one with a field of the wider one, mistakes the wider for an
 * object type and throws. The same field of the narrower one is what it can go on with.
 */
export function asOfNarrower<V extends Vertex>(
  schema: Schema,
  { paths }: Option<V>,
  operation: OperationElement,
): OperationElement {
  if (operation.kind !== 'Field' || !isInterfaceType(operation.definition.parent)) return operation;
  const { name, definition } = operation;
  for (const { tail } of paths) {
    const narrower = isInterfaceType(tail.type) ? schema.type(tail.type.name) : undefined;
    if (!narrower || narrower.name === definition.parent.name || !isInterfaceType(narrower))
      continue;
    const own = narrower.field(name);
    if (own) return operation.withUpdatedDefinition(own);
  }
  return operation;
}
