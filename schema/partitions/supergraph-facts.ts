import {
  buildASTSchema,
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** What a composed supergraph says of its subgraphs, as far as routing by value needs it. */
export interface SupergraphFacts {
  schema: GraphQLSchema;
  /** Name of a subgraph by its value of join__Graph. */
  subgraphOf: (graph: unknown) => string;
}

interface Annotated {
  directives?: readonly ConstDirectiveNode[] | undefined;
}

export function readSupergraph(supergraphSdl: string): SupergraphFacts {
  const document = parse(supergraphSdl, { noLocation: true });
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const names = new Map<unknown, string>();
  const graphs = schema.getType('join__Graph')?.astNode;
  if (graphs?.kind === Kind.ENUM_TYPE_DEFINITION)
    for (const value of graphs.values ?? [])
      for (const { name } of applied([value], 'join__graph'))
        names.set(value.name.value, String(name));
  return { schema, subgraphOf: (graph) => names.get(graph) ?? String(graph) };
}

/** The arguments of each application of a directive. */
export function applied(
  nodes: readonly (Annotated | null | undefined)[],
  name: string,
): Record<string, unknown>[] {
  return nodes
    .flatMap((node) => node?.directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(given.map((each) => [each.name.value, valueFromASTUntyped(each.value)])),
    );
}

/** A type's own definition and what extends it. */
export function nodesOf(type: GraphQLNamedType): (Annotated | null | undefined)[] {
  return [type.astNode, ...type.extensionASTNodes];
}

/** The subgraphs that resolve a field; all that know its type where the supergraph names none. */
export function ownersOf(
  facts: SupergraphFacts,
  parent: GraphQLNamedType,
  field: { astNode?: Annotated | null | undefined },
): string[] {
  const named = applied([field.astNode], 'join__field')
    .filter(({ graph, external }) => graph !== undefined && external !== true)
    .map(({ graph }) => facts.subgraphOf(graph));
  return named.length > 0 ? named : knownIn(facts, parent);
}

export function knownIn(facts: SupergraphFacts, type: GraphQLNamedType): string[] {
  const graphs = applied(nodesOf(type), 'join__type').map(({ graph }) => facts.subgraphOf(graph));
  return [...new Set(graphs)];
}
