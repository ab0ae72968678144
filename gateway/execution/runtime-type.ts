import { isAbstractType, Kind, type GraphQLTypeResolver, type SelectionSetNode } from 'graphql';
import type { Fragments } from './collect-fields.ts';
import type { Faults } from './faults.ts';
import { isData } from './merge.ts';

/**
 * The object type of a value, by its __typename. A subgraph with @interfaceObject knows only the
 * interface; where nothing selected depends on the object type, any implementation will do.
 */
export const resolveRuntimeType: GraphQLTypeResolver<unknown, Faults> = (
  value,
  faults,
  info,
  abstractType,
) => {
  if (!isData(value)) return undefined;
  const typename = typeof value.__typename === 'string' ? value.__typename : abstractType.name;
  const known = info.schema.getType(typename);
  if (!isAbstractType(known)) return typename;
  const cause = faults.causeOf(value, '__typename');
  if (cause) throw cause;
  const isNeeded = info.fieldNodes.some(
    ({ selectionSet }) =>
      selectionSet && dependsOnType(selectionSet, abstractType.name, info.fragments),
  );
  return isNeeded ? undefined : info.schema.getPossibleTypes(known)[0]?.name;
};

/** True where it matters for a selection which type an object of an abstract type has. */
export function dependsOnType(
  set: SelectionSetNode,
  abstract: string,
  fragments: Fragments,
): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    const condition = fragment?.typeCondition?.name.value;
    if (condition !== undefined && condition !== abstract) return true;
    return fragment !== undefined && dependsOnType(fragment.selectionSet, abstract, fragments);
  });
}
