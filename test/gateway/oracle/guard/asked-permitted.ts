import {
  isAbstractType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { OracleGraph } from '../oracle-graph.ts';
import type { Holder } from './random-holder.ts';

/** One request that a subgraph got. */
export interface Asked {
  subgraph: string;
  query: string;
}

interface AskedField {
  name: string;
  /** The object types of the subgraph that all fragments around it leave. */
  objects: readonly string[];
}

/**
 * No subgraph may be asked for a field that the caller may not see, whatever for. Keys alone the
 * gateway asks for by itself, to find an object again elsewhere; it tells them to nobody.
 */
export function askedPermitted(
  { guards, servers, types, full }: OracleGraph,
  holder: Holder,
  asked: readonly Asked[],
): string | null {
  if (guards.stated.size === 0) return null;
  const isSeen = (object: string, field: string): boolean => {
    const type = full.getType(object);
    // of an interface object the key tells which object it is about, and not the document
    if (isAbstractType(type))
      return full.getPossibleTypes(type).some((one) => isSeen(one.name, field));
    return types.isKey(object, field) || guards.refusalOf(holder, object, field) === null;
  };
  for (const { subgraph, query } of asked)
    for (const { name, objects } of askedFields(servers.get(subgraph)!.schema, parse(query))) {
      const hidden = objects.filter((object) => !isSeen(object, name));
      if (hidden.length > 0) return `${subgraph} was asked for ${hidden.join()}.${name}: ${query}`;
    }
  return null;
}

function askedFields(schema: GraphQLSchema, document: DocumentNode): AskedField[] {
  const info = new TypeInfo(schema);
  const found: AskedField[] = [];
  const around: (readonly string[])[] = [];
  const visitor = visitWithTypeInfo(info, {
    SelectionSet: {
      enter: (_set, _key, parent) => {
        const type = info.getParentType();
        if (!type) return;
        const objects = isAbstractType(type)
          ? schema.getPossibleTypes(type).map(({ name }) => name)
          : [type.name];
        const outer = isFragment(parent) ? around.at(-1) : undefined;
        around.push(outer ? objects.filter((object) => outer.includes(object)) : objects);
      },
      leave: () => void around.pop(),
    },
    Field: ({ name: { value: name } }) => {
      if (!name.startsWith('_')) found.push({ name, objects: around.at(-1) ?? [] });
    },
  });
  visit(document, visitor);
  return found;
}

function isFragment(node: unknown): boolean {
  return (node as { kind?: Kind }).kind === Kind.INLINE_FRAGMENT;
}
