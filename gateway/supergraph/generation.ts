import { createHash } from 'node:crypto';
import { Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { PlannedOperation } from '../execution/plan.ts';
import { readEntityKeys, type EntityKeys } from './entity-keys.ts';
import { createGenerationSources, type GenerationSources } from './generation-sources.ts';
import type { SubgraphPools } from './subgraph-pools.ts';

/**
 * Everything that belongs to one version of the supergraph, never changed after it is made.
 * An operation keeps the generation that validated it to its end.
 */
export interface Generation {
  /** Short, stable name of the supergraph's text. */
  hash: string;
  /** What clients see. */
  apiSchema: GraphQLSchema;
  /** The same, as the planner knows it. */
  planningSchema: Schema;
  /** With everything that is hidden from clients. */
  supergraphSchema: GraphQLSchema;
  planner: QueryPlanner;
  entityKeys: EntityKeys;
  sources: GenerationSources;
  /** By document and operation name; goes away with the document. */
  plans: WeakMap<DocumentNode, Map<string, PlannedOperation>>;
}

/** All of a generation but the schema that validates, which ApolloGateway makes. */
type PreparedGeneration = Omit<Generation, 'apiSchema'>;

/** @throws Error where the supergraph cannot be served */
export function prepareGeneration(supergraphSdl: string, pools: SubgraphPools): PreparedGeneration {
  const supergraph = Supergraph.build(supergraphSdl);
  return {
    hash: createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 12),
    planningSchema: supergraph.apiSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    planner: new QueryPlanner(supergraph),
    entityKeys: readEntityKeys(supergraphSdl),
    sources: createGenerationSources(pools, supergraph.subgraphsMetadata()),
    plans: new WeakMap(),
  };
}
