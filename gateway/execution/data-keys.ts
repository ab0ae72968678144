import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';
import { visit, type FieldNode } from 'graphql';
import { parseFieldSet } from '../supergraph/field-set.ts';

/** Under which name the data holds a field that the client asks for. */
export type DataKeyOf = (field: FieldNode) => string;

const PREFIX = 'asked__';

const known = new WeakMap<Supergraph, DataKeyOf>();

/**
 * Plans fetch keys, @requires fields and contexts beside what the client asks for, under their
 * plain names. Whatever else the client asks for under such a name is kept apart from them.
 */
export function dataKeys(supergraph: Supergraph): DataKeyOf {
  const dataKeyOf = known.get(supergraph) ?? readDataKeys(supergraph);
  known.set(supergraph, dataKeyOf);
  return dataKeyOf;
}

function readDataKeys(supergraph: Supergraph): DataKeyOf {
  const names = neededNames(supergraph);
  return ({ alias, name, arguments: given }) => {
    const key = (alias ?? name).value;
    const isPlain = key === name.value && !given?.length;
    // names of the client's own that look like ours must not meet them
    return (names.has(key) && !isPlain) || key.startsWith(PREFIX) ? PREFIX + key : key;
  };
}

function neededNames({ schema }: Supergraph): ReadonlySet<string> {
  const names = new Set(['__typename']);
  const add = (fieldSet: unknown): void => {
    if (typeof fieldSet !== 'string') return;
    visit(parseFieldSet(fieldSet), { Field: ({ name }) => void names.add(name.value) });
  };
  for (const type of schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const directive of type.appliedDirectives)
      if (directive.name === 'join__type') add((directive.arguments() as { key?: unknown }).key);
    for (const field of type.fields())
      for (const directive of field.appliedDirectives) {
        if (directive.name !== 'join__field') continue;
        const { requires, contextArguments } = directive.arguments() as NeededByField;
        add(requires);
        for (const argument of contextArguments ?? []) add(argument.selection);
      }
  }
  return names;
}

interface NeededByField {
  requires?: unknown;
  contextArguments?: readonly { selection?: unknown }[] | null;
}
