import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type DocumentNode,
  type SelectionSetNode,
} from 'graphql';
import { parseFieldSet } from './field-set.ts';

/** The @key selections by which a subgraph knows a type; empty where it knows none. */
export type EntityKeys = (subgraph: string, typename: string) => readonly SelectionSetNode[];

/** Reads every @join__type(graph:, key:) of a supergraph. */
export function readEntityKeys(supergraphSdl: string): EntityKeys {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = readGraphNames(document);
  const keys = new Map<string, SelectionSetNode[]>();
  for (const definition of document.definitions) {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    )
      continue;
    for (const directive of definition.directives ?? []) {
      const key = argument(directive, 'key');
      const subgraph = names.get(argument(directive, 'graph') ?? '');
      if (directive.name.value !== 'join__type' || !key || subgraph === undefined) continue;
      const place = placeOf(subgraph, definition.name.value);
      keys.set(place, [...(keys.get(place) ?? []), parseFieldSet(key)]);
    }
  }
  return (subgraph, typename) => keys.get(placeOf(subgraph, typename)) ?? [];
}

function readGraphNames(document: DocumentNode): Map<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph')
      continue;
    for (const value of definition.values ?? []) {
      const directive = value.directives?.find((applied) => applied.name.value === 'join__graph');
      const name = directive && argument(directive, 'name');
      if (name) names.set(value.name.value, name);
    }
  }
  return names;
}

function argument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((given) => given.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

function placeOf(subgraph: string, typename: string): string {
  return `${subgraph} ${typename}`;
}
