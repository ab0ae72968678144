import {
  isInterfaceType,
  isObjectType,
  type Directive,
  type Schema,
  type Supergraph,
} from '@apollo/federation-internals';
import { Kind, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { parseFieldSet } from '../../../supergraph/field-set.ts';
import { oncePer } from '../../../supergraph/once-per.ts';

/** What subgraphs can tell of an object that they were not told about before. */
export interface UnreadyFields {
  schema: GraphQLSchema;
  /** @param has what the subgraph has at this place: by @provides, or since it is sent along */
  isUnready: (
    subgraph: string,
    type: string,
    field: string,
    has: readonly SelectionSetNode[],
  ) => boolean;
  /** True for what the subgraph makes from other fields. */
  isMade: (subgraph: string, type: string, field: string) => boolean;
  /** What the subgraph has below a field by @provides. */
  providedBelow: (subgraph: string, type: string, field: string) => readonly SelectionSetNode[];
}

interface Join {
  graph?: string;
  external?: boolean;
  requires?: unknown;
  provides?: unknown;
  key?: unknown;
}

/** Fields that a subgraph knows as @external alone, and fields that it makes from others. */
export const unreadyFields: (owner: Supergraph) => UnreadyFields = oncePer(readAll);

function readAll(supergraph: Supergraph): UnreadyFields {
  const { schema } = supergraph;
  const names = new Map(
    [...supergraph.subgraphNameToGraphEnumValue()].map(([name, graph]) => [graph, name]),
  );
  /** What must be there first: the field itself where it is @external, what it requires else. */
  const needed = new Map<string, SelectionSetNode>();
  const provided = new Map<string, readonly SelectionSetNode[]>();
  const keys = new Set<string>();
  const made = new Set<string>();
  for (const type of schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { graph = '', key } of joinsOf(type.appliedDirectives, 'join__type'))
      if (typeof key === 'string')
        for (const place of placesOf(schema, type.name, parseFieldSet(key)))
          keys.add(`${names.get(graph) ?? ''} ${place}`);
    for (const field of type.fields())
      for (const join of joinsOf(field.appliedDirectives, 'join__field')) {
        const place = `${names.get(join.graph ?? '') ?? ''} ${field.coordinate}`;
        if (typeof join.provides === 'string') provided.set(place, [parseFieldSet(join.provides)]);
        if (typeof join.requires === 'string') {
          made.add(place);
          needed.set(place, parseFieldSet(join.requires));
        } else if (join.external === true) needed.set(place, parseFieldSet(field.name));
      }
  }
  return {
    schema: schema.toGraphQLJSSchema(),
    isUnready: (subgraph, type, field, has) => {
      const place = `${subgraph} ${type}.${field}`;
      const first = keys.has(place) ? undefined : needed.get(place);
      return first !== undefined && !covers(has, first);
    },
    isMade: (subgraph, type, field) => made.has(`${subgraph} ${type}.${field}`),
    providedBelow: (subgraph, type, field) => provided.get(`${subgraph} ${type}.${field}`) ?? [],
  };
}

/** Whether sets together name all fields of another, those within its fragments too. */
function covers(has: readonly SelectionSetNode[], { selections }: SelectionSetNode): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return true;
    if (selection.kind === Kind.INLINE_FRAGMENT) return covers(has, selection.selectionSet);
    const name = selection.name.value;
    const { selectionSet } = selection;
    if (!selectionSet) return name === '__typename' || hasField(has, name);
    return (
      hasField(has, name) &&
      covers(
        has.flatMap((set) => setsBelow(set, name)),
        selectionSet,
      )
    );
  });
}

function hasField(sets: readonly SelectionSetNode[], name: string): boolean {
  return sets.some(({ selections }) =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === name;
      return selection.kind === Kind.INLINE_FRAGMENT && hasField([selection.selectionSet], name);
    }),
  );
}

/** What a set selects below its own fields of a name, within fragments too. */
export function setsBelow({ selections }: SelectionSetNode, field: string): SelectionSetNode[] {
  return selections.flatMap((selection): SelectionSetNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return setsBelow(selection.selectionSet, field);
    return selection.name.value === field ? [selection.selectionSet] : [];
  });
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
