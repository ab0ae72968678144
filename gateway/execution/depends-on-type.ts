import {
  doTypesOverlap,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLAbstractType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Selecting } from './collect-fields.ts';

/** True where it matters for what is selected which type an object of an abstract type has. */
export function dependsOnType(
  set: SelectionSetNode,
  abstract: GraphQLAbstractType,
  selecting: Selecting,
): boolean {
  const { schema, conditions } = selecting;
  return set.selections.some((selection) => {
    if (!isIncluded(selection.directives, conditions)) return false;
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
    const fragment = fragmentOf(selection, selecting);
    if (!fragment) return false;
    const condition = fragment.typeCondition?.name.value;
    if (condition !== undefined) {
      if (isNeverMet(condition, abstract, schema)) return false;
      if (!isAlwaysMet(condition, abstract, schema))
        return hasFields(fragment, schema.getType(condition), selecting);
    }
    return dependsOnType(fragment.selectionSet, abstract, selecting);
  });
}

/** False where conditions, or fragments within it that nothing can meet, leave a fragment nothing. */
function hasFields(
  { selectionSet }: FragmentDefinitionNode | InlineFragmentNode,
  type: GraphQLNamedType | undefined,
  selecting: Selecting,
): boolean {
  return selectionSet.selections.some((selection) => {
    if (!isIncluded(selection.directives, selecting.conditions)) return false;
    if (selection.kind === Kind.FIELD) return true;
    const fragment = fragmentOf(selection, selecting);
    const condition = fragment?.typeCondition?.name.value;
    if (!fragment) return false;
    if (condition === undefined) return hasFields(fragment, type, selecting);
    if (isNeverMet(condition, type, selecting.schema)) return false;
    const narrowed = isObjectType(type) ? type : selecting.schema.getType(condition);
    return hasFields(fragment, narrowed, selecting);
  });
}

function fragmentOf(
  selection: FragmentSpreadNode | InlineFragmentNode,
  { fragments }: Selecting,
): FragmentDefinitionNode | InlineFragmentNode | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
}

/** Of a fragment within a fragment that another interface let in. */
function isNeverMet(
  condition: string,
  around: GraphQLNamedType | undefined,
  schema: GraphQLSchema,
): boolean {
  const type = schema.getType(condition);
  if (!isCompositeType(type) || !isCompositeType(around)) return false;
  const hasObjects = isObjectType(around) || schema.getPossibleTypes(around).length > 0;
  return hasObjects && !doTypesOverlap(schema, around, type);
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
