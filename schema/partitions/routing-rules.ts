import { isObjectType, OperationTypeNode } from 'graphql';
import { applied, nodesOf, ownersOf, readSupergraph } from './supergraph-facts.ts';

/** Of one logical subgraph with many endpoints: which value says where something lives. */
export interface RoutingRules {
  subgraph: string;
  /** Entity type → the key field that carries the partition. */
  entities: ReadonlyMap<string, string>;
  /** `query.districtPetition` → the argument that carries the partition. */
  rootFields: ReadonlyMap<string, string>;
}

/** What the directives @partitioned and @routedBy of a supergraph say; null where it has none. */
export function readRoutingRules(supergraphSdl: string): RoutingRules | null {
  const facts = readSupergraph(supergraphSdl);
  const subgraphs = new Set<string>();
  const entities = new Map<string, string>();
  const rootFields = new Map<string, string>();
  for (const type of Object.values(facts.schema.getTypeMap()))
    for (const { subgraph, by } of applied(nodesOf(type), 'partitioned')) {
      subgraphs.add(String(subgraph));
      entities.set(type.name, String(by));
    }
  for (const operation of Object.values(OperationTypeNode)) {
    const root = facts.schema.getRootType(operation);
    if (!isObjectType(root)) continue;
    for (const field of Object.values(root.getFields()))
      for (const { argument } of applied([field.astNode], 'routedBy')) {
        for (const owner of ownersOf(facts, root, field)) subgraphs.add(owner);
        rootFields.set(rootFieldKey(operation, field.name), String(argument));
      }
  }
  const [subgraph] = subgraphs;
  return subgraph === undefined ? null : { subgraph, entities, rootFields };
}

/** Name of a root field in `RoutingRules.rootFields`. */
export function rootFieldKey(operation: OperationTypeNode, field: string): string {
  return `${operation}.${field}`;
}
