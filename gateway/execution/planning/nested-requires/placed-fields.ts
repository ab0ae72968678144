import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { objectPath } from '../../schedule/fetch-paths.ts';
import type { PlacedFetch } from './rewrite-plan.ts';

/** A field that a fetch asks for, and where. */
export interface PlacedField {
  field: FieldNode;
  /** The names on the way to it. */
  path: string;
  /** The type of which it is asked; null where the fetch does not say it. */
  type: string | null;
}

/** Fields of a fetch that was planned without fragments of a name. */
export function placedFields(
  schema: GraphQLSchema,
  fetch: PlacedFetch,
): { document: DocumentNode; fields: PlacedField[] } {
  const fields: PlacedField[] = [];
  const look = (set: SelectionSetNode, type: GraphQLNamedType | undefined, above: string): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const name = selection.typeCondition?.name.value;
        look(selection.selectionSet, name ? schema.getType(name) : type, above);
        continue;
      }
      const { selectionSet } = selection;
      const key = (selection.alias ?? selection.name).value;
      if (fetch.node.requires && key === '_entities') {
        if (selectionSet) look(selectionSet, undefined, above);
        continue;
      }
      const path = `${above}.${key}`;
      fields.push({ field: selection, path, type: type?.name ?? null });
      if (selectionSet) look(selectionSet, typeOf(selection, type), path);
    }
  };
  const document = parse(fetch.node.operation, { noLocation: true });
  const above = ['', ...objectPath(fetch)].join('.');
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION)
      look(definition.selectionSet, schema.getRootType(definition.operation) ?? undefined, above);
  return { document, fields };
}

function typeOf(
  { name }: FieldNode,
  parent: GraphQLNamedType | undefined,
): GraphQLNamedType | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const field = parent.getFields()[name.value];
  const type = field && getNamedType(field.type);
  return type && isCompositeType(type) ? type : undefined;
}
