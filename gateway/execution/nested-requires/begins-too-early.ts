import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import { parse, TypeInfo, visit, visitWithTypeInfo, type GraphQLSchema } from 'graphql';

interface External {
  schema: GraphQLSchema;
  /** `subgraph Type.field` of all that a subgraph knows as @external. */
  fields: ReadonlySet<string>;
}

const known = new WeakMap<Supergraph, External>();

/** Whether a plan begins with a fetch of something that its subgraph only knows as @external. */
export function isTakenFromExternal(
  supergraph: Supergraph,
  plan: PlanNode | SubscriptionNode,
): boolean {
  const external = known.get(supergraph) ?? readExternal(supergraph);
  known.set(supergraph, external);
  return beginnings(plan).some((fetch) => asksForExternal(external, fetch));
}

function readExternal(supergraph: Supergraph): External {
  const names = new Map(
    [...supergraph.subgraphNameToGraphEnumValue()].map(([name, graph]) => [graph, name]),
  );
  const fields = new Set<string>();
  for (const type of supergraph.schema.types()) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of type.fields())
      for (const directive of field.appliedDirectives) {
        if (directive.name !== 'join__field') continue;
        const given = directive.arguments() as { graph?: string; external?: boolean };
        if (given.external === true)
          fields.add(`${names.get(given.graph ?? '') ?? ''} ${field.coordinate}`);
      }
  }
  return { schema: supergraph.schema.toGraphQLJSSchema(), fields };
}

function beginnings(node: PlanNode | SubscriptionNode | undefined): FetchNode[] {
  switch (node?.kind) {
    case 'Fetch':
      return node.requires ? [] : [node];
    case 'Subscription':
      return [node.primary];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(beginnings);
    case 'Condition':
      return [...beginnings(node.ifClause), ...beginnings(node.elseClause)];
    case 'Flatten':
    case 'Defer':
    case undefined:
      return [];
  }
}

function asksForExternal(
  { schema, fields }: External,
  { serviceName, operation }: FetchNode,
): boolean {
  const types = new TypeInfo(schema);
  let isFound = false;
  visit(
    parse(operation, { noLocation: true }),
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const parent = types.getParentType()?.name ?? '';
        isFound ||= fields.has(`${serviceName} ${parent}.${name.value}`);
      },
    }),
  );
  return isFound;
}
