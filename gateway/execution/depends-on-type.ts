import {
  doTypesOverlap,
  isAbstractType,
  isCompositeType,
  Kind,
  type GraphQLAbstractType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Selecting } from './collect-fields.ts';

/** True where it matters for a selection which type an object of an abstract type has. */
export function dependsOnType(
  set: SelectionSetNode,
  abstract: GraphQLAbstractType,
  selecting: Selecting,
): boolean {
  const { schema, fragments, conditions } = selecting;
  return set.selections.some((selection) => {
    if (!isIncluded(selection.directives, conditions)) return false;
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    const condition = fragment?.typeCondition?.name.value;
    if (condition !== undefined) {
      if (isNeverMet(condition, abstract, schema)) return false;
      if (!isAlwaysMet(condition, abstract, schema)) return true;
    }
    return fragment !== undefined && dependsOnType(fragment.selectionSet, abstract, selecting);
  });
}

/** Of a fragment within a fragment that another interface let in. */
function isNeverMet(
  condition: string,
  abstract: GraphQLAbstractType,
  schema: GraphQLSchema,
): boolean {
  const type = schema.getType(condition);
  const hasObjects = schema.getPossibleTypes(abstract).length > 0;
  return hasObjects && isCompositeType(type) && !doTypesOverlap(schema, abstract, type);
}

function isAlwaysMet(
  condition: string,
  abstract: GraphQLAbstractType,
  schema: GraphQLSchema,
): boolean {
  if (condition === abstract.name) return true;
  const type = schema.getType(condition);
  const possible = schema.getPossibleTypes(abstract);
  return (
    isAbstractType(type) &&
    possible.length > 0 &&
    possible.every((object) => schema.isSubType(type, object))
  );
}
