import {
  isInterfaceType,
  isObjectType,
  type FieldDefinition,
  type InterfaceType,
  type ObjectType,
  type Supergraph,
} from '@apollo/federation-internals';
import { oncePer } from '../../supergraph/once-per.ts';

interface JoinField {
  requires?: unknown;
  contextArguments?: readonly { selection?: unknown }[] | null;
}

/** What a field needs of others before its subgraph can be asked for it: field sets, as text. */
export function neededByField({
  appliedDirectives,
}: FieldDefinition<ObjectType | InterfaceType>): string[] {
  return appliedDirectives.flatMap((directive) => {
    if (directive.name !== 'join__field') return [];
    const { requires, contextArguments } = directive.arguments() as JoinField;
    const needed = [requires, ...(contextArguments ?? []).map(({ selection }) => selection)];
    return needed.filter((fieldSet) => typeof fieldSet === 'string');
  });
}

/** Names of the fields that need others. */
export const needingFields: (owner: Supergraph) => ReadonlySet<string> = oncePer(readNames);

function readNames({ schema }: Supergraph): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of type.fields()) if (neededByField(field).length > 0) names.add(field.name);
  }
  return names;
}
