import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';
import { print, visit, type FieldNode } from 'graphql';
import { createHash } from 'node:crypto';
import { parseFieldSet } from '../../supergraph/field-set.ts';
import { interfaceObjects } from './interface-objects.ts';
import { neededByField } from './needed-by-field.ts';
import { oncePer } from '../../supergraph/once-per.ts';

/** Under which name the data holds a field that the client asks for. */
export type DataKeyOf = (field: FieldNode) => string;

const PREFIX = 'asked__';

/** Of fetches of entities, of `renameRequired`, and those made here. */
const OURS = /^(?:_entities$|required\d+_|asked__)/;

/**
 * Plans fetch keys, @requires fields and contexts beside what the client asks for, under their
 * plain names. Whatever else the client asks for under such a name is kept apart from them.
 *
 * A subgraph with @interfaceObject is asked for `... on Movie { stars(of: 3) } ... on Song { stars }`
 * as if both were fields of one object. In its graph a name says what is asked for, too.
 */
export const dataKeys: (owner: Supergraph) => DataKeyOf = oncePer(readDataKeys);

function readDataKeys(supergraph: Supergraph): DataKeyOf {
  const names = neededNames(supergraph);
  const hasInterfaceObjects = interfaceObjects(supergraph).length > 0;
  return (field) => {
    const { alias, name, arguments: given } = field;
    const key = (alias ?? name).value;
    const isPlain = key === name.value && !given?.length;
    if (hasInterfaceObjects && !isPlain) return `${PREFIX}${key}__${digestOf(field)}`;
    // names of the client's own that look like ours must not meet them
    return (names.has(key) && !isPlain) || OURS.test(key) ? PREFIX + key : key;
  };
}

/** The same for fields that ask for the same. */
function digestOf({ name, arguments: given = [] }: FieldNode): string {
  const asked = [name.value, ...given.map((argument) => print(argument))].join(' ');
  return createHash('sha256').update(asked).digest('hex').slice(0, 16);
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
    for (const field of type.fields()) for (const fieldSet of neededByField(field)) add(fieldSet);
  }
  return names;
}
