import {
  isAbstractType,
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { DataKeyOf } from './data-keys.ts';
import type { Data } from '../merge.ts';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode | undefined>>;

/** What decides which fields an object has. */
interface Collecting {
  schema: GraphQLSchema;
  fragments: Fragments;
  /** Values of the variables in @skip and @include. */
  conditions: Data;
}

/** What decides how an object of the response is made. */
export interface Selecting extends Collecting {
  dataKeyOf: DataKeyOf;
}

/** The fields of an object, by their names in the response and in its order. */
export function collectFields(
  selecting: Collecting,
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection.directives, selecting.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const known = fields.get(key);
        if (known) known.push(selection);
        else fields.set(key, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) continue;
        seen.add(selection.name.value);
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : selecting.fragments[selection.name.value];
      if (fragment && applies(fragment.typeCondition?.name.value, type, selecting.schema))
        collect(fragment.selectionSet);
    }
  };
  for (const set of sets) collect(set);
  return fields;
}

function applies(
  condition: string | undefined,
  type: GraphQLObjectType | GraphQLInterfaceType,
  schema: GraphQLSchema,
): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && schema.isSubType(conditionType, type);
}

/** As @skip and @include of a selection have it. */
export function isIncluded(
  directives: readonly DirectiveNode[] | undefined,
  conditions: Data,
): boolean {
  for (const { name, arguments: given } of directives ?? []) {
    if (!isCondition(name.value)) continue;
    const value = given?.[0]?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? conditions[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    if (holds === (name.value === 'skip')) return false;
  }
  return true;
}

/**
 * What is left of the directives of a selection once some conditions are decided.
 * @param conditions the values of those variables by which it is decided
 * @returns null where the selection is left out
 */
export function openConditions(
  directives: readonly DirectiveNode[],
  conditions: Data,
): readonly DirectiveNode[] | null {
  const isDecided = ({ name, arguments: given }: DirectiveNode): boolean => {
    const value = given?.[0]?.value;
    const isOpen = value?.kind === Kind.VARIABLE && !Object.hasOwn(conditions, value.name.value);
    return isCondition(name.value) && !isOpen;
  };
  if (!isIncluded(directives.filter(isDecided), conditions)) return null;
  return directives.filter((directive) => !isDecided(directive));
}

/** @param directive name of a directive */
export function isCondition(directive: string): boolean {
  return directive === 'skip' || directive === 'include';
}

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  return fragments;
}

/** The variables that decide, in @skip and @include, what the response holds. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given }) => {
      const value = given?.[0]?.value;
      if (isCondition(name.value) && value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
