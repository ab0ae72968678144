import {
  isAbstractType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Selecting } from '../document/collect-fields.ts';

type Objects = readonly GraphQLObjectType[];

/** True where it matters for what is selected which type an object of an abstract type has. */
export function dependsOnType(
  set: SelectionSetNode,
  abstract: GraphQLAbstractType,
  selecting: Selecting,
): boolean {
  const objects = selecting.schema.getPossibleTypes(abstract);
  return included(set, selecting).some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename';
    const fragment = fragmentOf(selection, selecting);
    if (!fragment) return false;
    const condition = fragment.typeCondition?.name.value;
    const met = objectsThatMeet(condition, objects, selecting);
    const isAlwaysMet =
      condition === undefined ||
      condition === abstract.name ||
      (objects.length > 0 && met.length === objects.length);
    if (isAlwaysMet) return dependsOnType(fragment.selectionSet, abstract, selecting);
    return hasFields(fragment.selectionSet, objects.length > 0 ? met : null, selecting);
  });
}

/**
 * False where conditions, or fragments that no object can meet, leave nothing.
 * @param objects null where nobody knows any
 */
function hasFields(set: SelectionSetNode, objects: Objects | null, selecting: Selecting): boolean {
  if (objects?.length === 0) return false;
  return included(set, selecting).some((selection) => {
    if (selection.kind === Kind.FIELD) return true;
    const fragment = fragmentOf(selection, selecting);
    if (!fragment) return false;
    const condition = fragment.typeCondition?.name.value;
    const met = objects && objectsThatMeet(condition, objects, selecting);
    return hasFields(fragment.selectionSet, met, selecting);
  });
}

function objectsThatMeet(
  condition: string | undefined,
  objects: Objects,
  { schema }: Selecting,
): Objects {
  if (condition === undefined) return objects;
  const type = schema.getType(condition);
  return objects.filter(
    (object) => object === type || (isAbstractType(type) && schema.isSubType(type, object)),
  );
}

function included(set: SelectionSetNode, { conditions }: Selecting): readonly SelectionNode[] {
  return set.selections.filter(({ directives }) => isIncluded(directives, conditions));
}

function fragmentOf(
  selection: Exclude<SelectionNode, { kind: Kind.FIELD }>,
  { fragments }: Selecting,
): FragmentDefinitionNode | InlineFragmentNode | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
}
