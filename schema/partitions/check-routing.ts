import {
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  Kind,
  OperationTypeNode,
  parse,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { checkRegistry, checkUnrouted } from './check-unrouted.ts';
import { readRoutingRules, rootFieldKey, type RoutingRules } from './routing-rules.ts';
import {
  applied,
  knownIn,
  nodesOf,
  ownersOf,
  readSupergraph,
  type SupergraphFacts,
} from './supergraph-facts.ts';

type Field = GraphQLField<unknown, unknown>;

/** One thing that cannot be routed, and the subgraphs that could change it. */
export interface RoutingIssue {
  message: string;
  subgraphs: string[];
}

/**
 * Whether everything that is said to be routed by value can be: one issue for each thing that
 * cannot, none where all is well or nothing is routed.
 */
export function checkRouting(supergraphSdl: string): RoutingIssue[] {
  const rules = readRoutingRules(supergraphSdl);
  if (!rules) return [];
  const facts = readSupergraph(supergraphSdl);
  const ownIssues = [
    ...[...rules.entities].flatMap(([name, by]) => checkEntity(facts, rules, name, by)),
    ...Object.values(OperationTypeNode).flatMap((kind) => checkRoot(facts, rules, kind)),
    ...checkUnrouted(facts, rules),
    ...checkRegistry(facts, rules),
  ];
  return [
    ...ownIssues.map((message) => ({ message, subgraphs: [rules.subgraph] })),
    ...checkReferences(facts, rules),
  ];
}

function checkEntity(
  facts: SupergraphFacts,
  { subgraph }: RoutingRules,
  name: string,
  by: string,
): string[] {
  const type = facts.schema.getType(name);
  if (!isObjectType(type)) return [];
  const named = applied(nodesOf(type), 'partitioned').map((rule) => String(rule.subgraph));
  const other = named.find((each) => each !== subgraph);
  if (other !== undefined)
    return [
      `${name}: @partitioned names "${other}", but one subgraph alone can be partitioned, "${subgraph}".`,
    ];
  const keys = applied(nodesOf(type), 'join__type')
    .filter(({ graph, resolvable }) => facts.subgraphOf(graph) === subgraph && resolvable !== false)
    .flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
  if (keys.length === 0)
    return [`${name}: is @partitioned, so "${subgraph}" must resolve it by a @key.`];
  return keys
    .filter((key) => !selects(key, by))
    .map(
      (key) => `${name}: each @key of "${subgraph}" must have "${by}", but @key("${key}") has not.`,
    );
}

function selects(key: string, field: string): boolean {
  const [operation] = parse(`{ ${key} }`, { noLocation: true }).definitions;
  return (
    operation?.kind === Kind.OPERATION_DEFINITION &&
    operation.selectionSet.selections.some(
      (selection) => selection.kind === Kind.FIELD && selection.name.value === field,
    )
  );
}

function checkRoot(facts: SupergraphFacts, rules: RoutingRules, kind: OperationTypeNode): string[] {
  const root = facts.schema.getRootType(kind);
  if (!isObjectType(root)) return [];
  return Object.values(root.getFields()).flatMap((field) => {
    const argument = rules.rootFields.get(rootFieldKey(kind, field.name));
    return argument === undefined ? [] : checkRootField(facts, rules, { root, field, argument });
  });
}

function checkRootField(
  facts: SupergraphFacts,
  { subgraph }: RoutingRules,
  { root, field, argument }: { root: GraphQLObjectType; field: Field; argument: string },
): string[] {
  const place = `${root.name}.${field.name}`;
  const others = ownersOf(facts, root, field).filter((owner) => owner !== subgraph);
  const given = field.args.find(({ name }) => name === argument);
  const isQuery = root === facts.schema.getQueryType();
  return [
    ...others.map(
      (owner) => `${place}: is @routedBy, so "${subgraph}" alone may resolve it, not "${owner}".`,
    ),
    ...(given && isRequiredArgument(given)
      ? []
      : [`${place}: is @routedBy "${argument}", so it must have that argument, and require it.`]),
    ...(isQuery && isNonNullType(field.type)
      ? [`${place}: is @routedBy, so it must be nullable: a partition that is away would null all.`]
      : []),
  ];
}

/** Where another subgraph refers to what a partition owns, a dead partition must null just that. */
function checkReferences(facts: SupergraphFacts, rules: RoutingRules): RoutingIssue[] {
  const issues: RoutingIssue[] = [];
  for (const parent of Object.values(facts.schema.getTypeMap())) {
    if (!isObjectType(parent) && !isInterfaceType(parent)) continue;
    for (const field of Object.values(parent.getFields())) {
      const owners = ownersOf(facts, parent, field);
      const target = partitionedTarget(facts, rules, field.type, owners);
      if (target !== null && !isNullableInside(field.type))
        issues.push({
          message: `${parent.name}.${field.name}: leads to ${target}, whose partition may be away, so it must be nullable.`,
          subgraphs: owners,
        });
    }
  }
  return issues;
}

/** A type is reached from a subgraph only where that subgraph knows it. */
function partitionedTarget(
  facts: SupergraphFacts,
  { subgraph, entities }: RoutingRules,
  type: GraphQLOutputType,
  owners: readonly string[],
): string | null {
  const named = getNamedType(type);
  for (const name of entities.keys()) {
    const entity = facts.schema.getType(name);
    if (!isObjectType(entity)) continue;
    const isMeant =
      named === entity ||
      ((isInterfaceType(named) || isUnionType(named)) && facts.schema.isSubType(named, entity));
    const knowing = knownIn(facts, entity);
    if (isMeant && owners.some((owner) => owner !== subgraph && knowing.includes(owner)))
      return name;
  }
  return null;
}

/** An item of a list, or else the field itself, may be null. */
function isNullableInside(type: GraphQLOutputType): boolean {
  if (!isNonNullType(type)) return isListType(type) ? isNullableInside(type.ofType) : true;
  return isListType(type.ofType) && isNullableInside(type.ofType.ofType);
}
