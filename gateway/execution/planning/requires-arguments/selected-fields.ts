import {
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from '../../document/collect-fields.ts';
import { typeBelow } from '../../document/type-below.ts';

/** A field of an operation, wherever fragments put it. */
export interface SelectedField {
  /** By names in the response, joined by dots. */
  path: string;
  arguments: string;
  /** `Type.field` of all object types that it may belong to, and of their interfaces. */
  coordinates: readonly string[];
}

/** The operation with every fragment where it is spread, so that each place stands for itself. */
export function inlined(set: SelectionSetNode, fragments: Fragments): SelectionSetNode {
  return {
    ...set,
    selections: set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments[selection.name.value];
        if (!fragment) return [];
        return {
          kind: Kind.INLINE_FRAGMENT as const,
          typeCondition: fragment.typeCondition,
          ...(selection.directives ? { directives: selection.directives } : {}),
          selectionSet: inlined(fragment.selectionSet, fragments),
        };
      }
      const { selectionSet } = selection;
      return selectionSet
        ? { ...selection, selectionSet: inlined(selectionSet, fragments) }
        : selection;
    }),
  };
}

export function selectedFields(
  set: SelectionSetNode,
  type: GraphQLNamedType | undefined,
  schema: GraphQLSchema,
  above = '',
): SelectedField[] {
  return set.selections.flatMap((selection): SelectedField[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const narrowed = condition === undefined ? type : schema.getType(condition);
      return selectedFields(selection.selectionSet, narrowed, schema, above);
    }
    const path = pathBelow(above, selection);
    const { selectionSet } = selection;
    return [
      {
        path,
        arguments: (selection.arguments ?? []).map((argument) => print(argument)).join(),
        coordinates: coordinatesOf(selection, type, schema),
      },
      ...(selectionSet
        ? selectedFields(selectionSet, typeBelow(selection, type), schema, path)
        : []),
    ];
  });
}

export function pathBelow(above: string, { alias, name }: FieldNode): string {
  const key = (alias ?? name).value;
  return above === '' ? key : `${above}.${key}`;
}

function coordinatesOf(
  { name }: FieldNode,
  type: GraphQLNamedType | undefined,
  schema: GraphQLSchema,
): string[] {
  const objects = isAbstractType(type) ? schema.getPossibleTypes(type) : type ? [type] : [];
  // the subgraph of an @interfaceObject requires for all objects behind the interface
  const interfaces = objects.flatMap((object) =>
    isObjectType(object) || isInterfaceType(object) ? object.getInterfaces() : [],
  );
  const all = new Set([...(type ? [type] : []), ...objects, ...interfaces]);
  return [...all].map((one) => `${one.name}.${name.value}`);
}
