import {
  baseType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type NamedType,
  type Schema,
  type Supergraph,
} from '@apollo/federation-internals';
import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { entitySelections } from './response-fields.ts';

/** Selections of one object, and its type as far as the subgraph says it. */
interface Scope {
  set: SelectionSetNode;
  type: NamedType | undefined;
}

/** Fields that may stand under one name, since they have types of one shape. */
interface Alike {
  shape: string;
  fields: { field: FieldNode; type: NamedType | undefined }[];
}

interface Naming {
  schema: Schema;
  /** Fields that get a name of their own. */
  names: Map<FieldNode, string>;
  /** The innermost come first: what is around them still has the name by which it came. */
  rewrites: FetchDataRewrite[];
  newName: (key: string) => string;
}

/**
 * A subgraph refuses `... on Chart { note } note` where the one is `String!` and the other `String`,
 * which the planner makes of a client's `... on Chart { ... on Featured { note } } note`. The names
 * that it gives such fields fall short in fragments without a type and below other such fields.
 */
export function namesApart(node: FetchNode, supergraph: Supergraph): FetchNode {
  // otherwise all fields of an object are those of one type
  if (!node.operation.includes('...')) return node;
  const schema = supergraph.subgraphs().get(node.serviceName)?.schema;
  const document = parse(node.operation, { noLocation: true });
  const [operation] = document.definitions;
  const isAlone = document.definitions.length === 1;
  if (!schema || !isAlone || operation?.kind !== Kind.OPERATION_DEFINITION) return node;
  const naming: Naming = { schema, names: new Map(), rewrites: [], newName: newNames(node) };
  nameScopes(naming, [rootScope(node, operation, schema)], []);
  const { names, rewrites } = naming;
  if (names.size === 0) return node;
  const renamed = visit(document, {
    Field: (field) => {
      const name = names.get(field);
      return name === undefined ? undefined : { ...field, alias: { kind: Kind.NAME, value: name } };
    },
  });
  return {
    ...node,
    operation: stripIgnoredCharacters(print(renamed)),
    outputRewrites: [...rewrites, ...(node.outputRewrites ?? [])],
  };
}

/** Rewrites of entities begin at the entity. */
function rootScope(
  { requires }: FetchNode,
  { operation, selectionSet }: OperationDefinitionNode,
  schema: Schema,
): Scope {
  if (requires) return { set: entitySelections(selectionSet), type: undefined };
  return { set: selectionSet, type: schema.schemaDefinition.rootType(operation) };
}

function newNames({ operation }: FetchNode): Naming['newName'] {
  let count = 0;
  return (key) => {
    for (;;) {
      const name = `${key}__apart_${count}`;
      count += 1;
      if (!operation.includes(name)) return name;
    }
  };
}

/** @param scopes of the same objects, or of those that come under the same name */
function nameScopes(naming: Naming, scopes: readonly Scope[], path: readonly string[]): void {
  const byKey = new Map<string, Alike[]>();
  for (const scope of scopes) addFields(naming.schema, scope, byKey);
  for (const [key, [first, ...others]] of byKey) {
    if (first) nameScopes(naming, scopesBelow(first), [...path, key]);
    for (const alike of others) {
      const name = naming.newName(key);
      for (const { field } of alike.fields) naming.names.set(field, name);
      const renamedPath = [...path, name];
      nameScopes(naming, scopesBelow(alike), renamedPath);
      naming.rewrites.push({ kind: 'KeyRenamer', path: renamedPath, renameKeyTo: key });
    }
  }
}

function addFields(schema: Schema, { set, type }: Scope, byKey: Map<string, Alike[]>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition;
      const narrowed = condition ? schema.type(condition.name.value) : type;
      addFields(schema, { set: selection.selectionSet, type: narrowed }, byKey);
      continue;
    }
    const below = typeOf(selection, type);
    const key = (selection.alias ?? selection.name).value;
    const known = byKey.get(key) ?? [];
    byKey.set(key, known);
    const alike = known.find(({ shape }) => shape === below.shape);
    const added = { field: selection, type: below.type };
    if (alike) alike.fields.push(added);
    else known.push({ shape: below.shape, fields: [added] });
  }
}

function scopesBelow({ fields }: Alike): Scope[] {
  return fields.flatMap(({ field: { selectionSet: set }, type }) => (set ? [{ set, type }] : []));
}

/** Objects may be of different types under one name, but not null in one and never null in another. */
function typeOf(
  { name, selectionSet }: FieldNode,
  parent: NamedType | undefined,
): { shape: string; type: NamedType | undefined } {
  // unions have it without saying so
  if (name.value === '__typename') return { shape: 'String!', type: undefined };
  const hasFields = parent && (isObjectType(parent) || isInterfaceType(parent));
  const type = hasFields ? parent.field(name.value)?.type : undefined;
  if (!type) return { shape: selectionSet ? 'objects' : 'values', type: undefined };
  const named = baseType(type);
  const text = type.toString();
  return { shape: isCompositeType(named) ? text.replace(named.name, '{}') : text, type: named };
}
