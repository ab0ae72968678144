import {
  isAbstractType,
  Kind,
  visit,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { typeBelow } from '../../document/type-below.ts';
import type { NestedRequires } from './nested-requires.ts';

/**
 * The operation with what such fields require in their stead; null where it has none of them.
 * @param operation without named fragments
 */
export function requiredFirst(
  schema: GraphQLSchema,
  nested: NestedRequires,
  operation: OperationDefinitionNode,
): OperationDefinitionNode | null {
  const found: SelectionNode[] = [];
  const rewrite = (
    set: SelectionSetNode,
    type: GraphQLNamedType | undefined,
  ): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        const narrowed = condition === undefined ? type : schema.getType(condition);
        return [{ ...selection, selectionSet: rewrite(selection.selectionSet, narrowed) }];
      }
      const instead = requirementsOf(schema, nested, selection, type);
      if (instead.length > 0) {
        found.push(...instead);
        return instead;
      }
      const { selectionSet } = selection;
      if (!selectionSet) return [selection];
      return [{ ...selection, selectionSet: rewrite(selectionSet, typeBelow(selection, type)) }];
    }),
  });
  const root = schema.getRootType(operation.operation) ?? undefined;
  const selectionSet = rewrite(operation.selectionSet, root);
  if (found.length === 0) return null;
  const used = variablesIn(selectionSet);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return { ...operation, selectionSet, ...(variableDefinitions && { variableDefinitions }) };
}

function variablesIn(set: SelectionSetNode): Set<string> {
  const names = new Set<string>();
  visit(set, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

/** Of an interface's field: what each object behind it requires; the field itself where none does. */
function requirementsOf(
  schema: GraphQLSchema,
  nested: NestedRequires,
  field: FieldNode,
  type: GraphQLNamedType | undefined,
): InlineFragmentNode[] {
  const objects = isAbstractType(type) ? schema.getPossibleTypes(type) : type ? [type] : [];
  return objects.flatMap(({ name }) => {
    const selectionSet = nested.get(`${name}.${field.name.value}`);
    if (!selectionSet) return [];
    const typeCondition = {
      kind: Kind.NAMED_TYPE as const,
      name: { kind: Kind.NAME as const, value: name },
    };
    const { directives = [] } = field;
    return [{ kind: Kind.INLINE_FRAGMENT as const, typeCondition, directives, selectionSet }];
  });
}
