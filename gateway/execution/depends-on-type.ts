import { Kind, type SelectionSetNode } from 'graphql';
import type { Fragments } from './collect-fields.ts';

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
