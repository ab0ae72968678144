import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';
import { Kind, print, type SelectionSetNode } from 'graphql';
import { parseFieldSet } from '../../../supergraph/field-set.ts';
import { pathBelow } from './selected-fields.ts';
import { oncePer } from '../../../supergraph/once-per.ts';

/** By `Type.field`: fields with arguments in its @requires, each with its arguments as text. */
export type RequiredArguments = ReadonlyMap<string, readonly RequiredField[]>;

interface RequiredField {
  /** By names of fields, joined by dots, from the object of the field that requires it. */
  path: string;
  arguments: string;
}

export const requiredArguments: (owner: Supergraph) => RequiredArguments = oncePer(readAll);

function readAll({ schema }: Supergraph): RequiredArguments {
  const found = new Map<string, RequiredField[]>();
  for (const type of schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of type.fields()) {
      const required = field.appliedDirectives.flatMap((directive) => {
        const { requires } = directive.arguments() as { requires?: unknown };
        const isJoin = directive.name === 'join__field' && typeof requires === 'string';
        return isJoin && requires.includes('(') ? fieldsWithArguments(parseFieldSet(requires)) : [];
      });
      if (required.length > 0) found.set(field.coordinate, required);
    }
  }
  return found;
}

function fieldsWithArguments(set: SelectionSetNode, above = ''): RequiredField[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return fieldsWithArguments(selection.selectionSet, above);
    const path = pathBelow(above, selection);
    const inner = selection.selectionSet ? fieldsWithArguments(selection.selectionSet, path) : [];
    if (!selection.arguments?.length) return inner;
    const text = selection.arguments.map((argument) => print(argument)).join();
    return [{ path, arguments: text }, ...inner];
  });
}
