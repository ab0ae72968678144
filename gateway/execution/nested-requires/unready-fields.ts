import {
  isInterfaceType,
  isObjectType,
  type Directive,
  type Schema,
  type Supergraph,
} from '@apollo/federation-internals';
import { Kind, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { parseFieldSet } from '../../supergraph/field-set.ts';
import { nestedRequires } from './nested-requires.ts';

/** What subgraphs cannot tell of an object that they were not told about before. */
export interface UnreadyFields {
  schema: GraphQLSchema;
  isUnready: (subgraph: string, type: string, field: string) => boolean;
  /** What only a plan that begins with its requirements can be trusted with; but see @provides. */
  isNested: (type: string, field: string) => boolean;
}

interface Join {
  graph?: string;
  external?: boolean;
  requires?: unknown;
  key?: unknown;
}

const known = new WeakMap<Supergraph, UnreadyFields>();

/** Fields that a subgraph knows as @external alone, and fields that it makes from others. */
export function unreadyFields(supergraph: Supergraph): UnreadyFields {
  const read = known.get(supergraph) ?? readAll(supergraph);
  known.set(supergraph, read);
  return read;
}

function readAll(supergraph: Supergraph): UnreadyFields {
  const { schema } = supergraph;
  const names = new Map(
    [...supergraph.subgraphNameToGraphEnumValue()].map(([name, graph]) => [graph, name]),
  );
  const unready = new Set<string>();
  const keys = new Set<string>();
  for (const type of schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { graph = '', key } of joinsOf(type.appliedDirectives, 'join__type'))
      if (typeof key === 'string')
        for (const place of placesOf(schema, type.name, parseFieldSet(key)))
          keys.add(`${names.get(graph) ?? ''} ${place}`);
    for (const field of type.fields())
      for (const join of joinsOf(field.appliedDirectives, 'join__field'))
        if (join.external === true || typeof join.requires === 'string')
          unready.add(`${names.get(join.graph ?? '') ?? ''} ${field.coordinate}`);
  }
  const nested = nestedRequires(supergraph);
  return {
    schema: schema.toGraphQLJSSchema(),
    isNested: (type, field) => nested.has(`${type}.${field}`),
    isUnready: (subgraph, type, field) => {
      const place = `${subgraph} ${type}.${field}`;
      return unready.has(place) && !keys.has(place) && !nested.has(`${type}.${field}`);
    },
  };
}

function joinsOf(directives: readonly Directive[], name: string): Join[] {
  return directives
    .filter((directive) => directive.name === name)
    .map((directive) => directive.arguments() as Join);
}

function placesOf(schema: Schema, typename: string, set: SelectionSetNode): string[] {
  return set.selections.flatMap((selection): string[] => {
    if (selection.kind !== Kind.FIELD) return [];
    const { name, selectionSet } = selection;
    const type = schema.type(typename);
    const field = type && (isObjectType(type) || isInterfaceType(type)) && type.field(name.value);
    const inner = field ? String(field.type).replaceAll(/[[\]!]/g, '') : '';
    return [
      `${typename}.${name.value}`,
      ...(selectionSet ? placesOf(schema, inner, selectionSet) : []),
    ];
  });
}
