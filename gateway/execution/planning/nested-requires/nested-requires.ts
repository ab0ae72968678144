import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';
import { Kind, type SelectionSetNode } from 'graphql';
import { parseFieldSet } from '../../../supergraph/field-set.ts';
import { oncePer } from '../../../supergraph/once-per.ts';

/**
 * By `Type.field`: what its @requires asks for, where something of that requires again. Where a
 * field of it takes arguments, the client may ask for it with others: see requires-arguments/.
 */
export type NestedRequires = ReadonlyMap<string, SelectionSetNode>;

export const nestedRequires: (owner: Supergraph) => NestedRequires = oncePer(readAll);

function readAll({ schema }: Supergraph): NestedRequires {
  const required = new Map<string, SelectionSetNode>();
  const typeOf = new Map<string, string>();
  const withArguments = new Set<string>();
  for (const type of schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of type.fields()) {
      if (field.arguments().length > 0) withArguments.add(field.coordinate);
      typeOf.set(field.coordinate, field.type?.toString().replaceAll(/[[\]!]/g, '') ?? '');
      for (const directive of field.appliedDirectives) {
        const { requires } = directive.arguments() as { requires?: unknown };
        if (directive.name === 'join__field' && typeof requires === 'string')
          required.set(field.coordinate, parseFieldSet(requires));
      }
    }
  }
  const requiresAgain = (type: string, set: SelectionSetNode): boolean =>
    set.selections.some((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return requiresAgain(selection.typeCondition?.name.value ?? type, selection.selectionSet);
      const coordinate = `${type}.${selection.name.value}`;
      if (required.has(coordinate)) return true;
      const { selectionSet } = selection;
      return selectionSet ? requiresAgain(typeOf.get(coordinate) ?? '', selectionSet) : false;
    });
  const isPlain = (type: string, set: SelectionSetNode): boolean =>
    set.selections.every(
      (selection) =>
        selection.kind !== Kind.FIELD || !withArguments.has(`${type}.${selection.name.value}`),
    );
  return new Map(
    [...required].filter(([coordinate, set]) => {
      const type = coordinate.slice(0, coordinate.indexOf('.'));
      return isPlain(type, set) && requiresAgain(type, set);
    }),
  );
}
