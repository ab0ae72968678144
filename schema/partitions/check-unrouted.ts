import {
  getNamedType,
  isAbstractType,
  isObjectType,
  OperationTypeNode,
  parse,
  validate,
  type GraphQLNamedType,
} from 'graphql';
import { REGISTRY_QUERY } from './registry-query.ts';
import { rootFieldKey, type RoutingRules } from './routing-rules.ts';
import { ownersOf, type SupergraphFacts } from './supergraph-facts.ts';

/**
 * Root fields of the partitioned subgraph that lead to what is partitioned, though no value says
 * where: only the city's own part would ever answer them, without a word about the others.
 */
export function checkUnrouted(facts: SupergraphFacts, rules: RoutingRules): string[] {
  return Object.values(OperationTypeNode).flatMap((kind) => {
    const root = facts.schema.getRootType(kind);
    if (!isObjectType(root)) return [];
    return Object.values(root.getFields()).flatMap((field) => {
      if (rules.rootFields.has(rootFieldKey(kind, field.name))) return [];
      if (!ownersOf(facts, root, field).includes(rules.subgraph)) return [];
      const target = reachedFrom(facts, rules, getNamedType(field.type));
      if (target === null) return [];
      return [
        `${root.name}.${field.name}: leads to ${target}, which is @partitioned, so it must be @routedBy an argument.`,
      ];
    });
  });
}

/** The first partitioned type that the subgraph can answer below a type, that type included. */
function reachedFrom(
  facts: SupergraphFacts,
  { subgraph, entities }: RoutingRules,
  start: GraphQLNamedType,
): string | null {
  const seen = new Set<GraphQLNamedType>();
  const waiting = [start];
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    if (seen.has(type)) continue;
    seen.add(type);
    if (entities.has(type.name)) return type.name;
    if (isAbstractType(type)) waiting.push(...facts.schema.getPossibleTypes(type));
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()))
      if (ownersOf(facts, type, field).includes(subgraph)) waiting.push(getNamedType(field.type));
  }
  return null;
}

/** Without a registry in the partitioned subgraph nothing would ever be routed anywhere. */
export function checkRegistry(facts: SupergraphFacts, { subgraph }: RoutingRules): string[] {
  const root = facts.schema.getQueryType();
  const field = root?.getFields().districtSystems;
  const isThere = root && field && ownersOf(facts, root, field).includes(subgraph);
  if (isThere && validate(facts.schema, parse(REGISTRY_QUERY)).length === 0) return [];
  return [
    `"${subgraph}" is partitioned, so it must answer the registry of its endpoints: ${REGISTRY_QUERY}`,
  ];
}
