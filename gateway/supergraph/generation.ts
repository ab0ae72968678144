import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Schema, Supergraph } from '@apollo/federation-internals';
import type { QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import {
  readAuthorizationRules,
  type AuthorizationRules,
} from '../authorization/authorization-rules.ts';
import type { PlansOfDocument } from '../execution/planning/plan.ts';
import { buildSupergraph } from './build-supergraph.ts';
import { readCostTable, type CostTable } from '../limits/list-sizes.ts';
import { readRoutingRules, type RoutingRules } from '../../schema/partitions/routing-rules.ts';
import { readEntityKeys, type EntityKeys } from './entity-keys.ts';
import { createGenerationSources, type GenerationSources } from './generation-sources.ts';
import { BoundedPlanner } from './planner/planner.ts';
import type { SubgraphPlace, SubgraphPools } from './subgraph-pools.ts';

/**
 * Everything that belongs to one version of the supergraph, never changed after it is made.
 * An operation keeps the generation that validated it to its end.
 */
export interface Generation {
  /** Short, stable name of the supergraph's text. */
  hash: string;
  supergraph: Supergraph;
  /** What clients see. */
  apiSchema: GraphQLSchema;
  /** The same, as the planner knows it. */
  planningSchema: Schema;
  /** With everything that is hidden from clients. */
  supergraphSchema: GraphQLSchema;
  planner: QueryPlanner;
  entityKeys: EntityKeys;
  /** What of it lives in several places; null where nothing does. */
  routing: RoutingRules | null;
  costTable: CostTable;
  /** Who may see what; null where that is the subgraphs' business alone. */
  authorization: AuthorizationRules | null;
  sources: GenerationSources;
  /** Go away with the document. */
  plans: WeakMap<DocumentNode, PlansOfDocument>;
}

/** All of a generation but the schema that validates, which ApolloGateway makes. */
export type PreparedGeneration = Omit<Generation, 'apiSchema'>;

export interface GenerationDeps {
  /** The pools through which a generation reaches its subgraphs. */
  poolsFor: (routing: RoutingRules | null) => SubgraphPools;
  /** Ways to a field that the planner weighs; null: however many there are. */
  planOptions: number | null;
}

/** @throws Error where the supergraph cannot be served */
export function prepareGeneration(supergraphSdl: string, deps: GenerationDeps): PreparedGeneration {
  const steps = prepare(buildSupergraph(supergraphSdl), supergraphSdl, deps);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * The same, while requests are served in between.
 * @param supergraphSdl was checked before
 */
export async function prepareBetweenRequests(
  supergraphSdl: string,
  deps: GenerationDeps,
): Promise<PreparedGeneration> {
  const steps = prepare(buildSupergraph(supergraphSdl, true), supergraphSdl, deps);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await setImmediate();
  }
}

function* prepare(
  supergraph: Supergraph,
  supergraphSdl: string,
  { poolsFor, planOptions }: GenerationDeps,
): Generator<undefined, PreparedGeneration> {
  yield;
  const planningSchema = supergraph.apiSchema();
  yield;
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  yield;
  // kept in the supergraph, for the planner
  supergraph.subgraphs();
  yield;
  const planner = new BoundedPlanner(supergraph, planOptions);
  yield;
  const routing = readRoutingRules(supergraphSdl);
  const places = withAddresses(supergraph.subgraphsMetadata());
  return {
    hash: createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 12),
    supergraph,
    planningSchema,
    supergraphSchema,
    planner,
    entityKeys: readEntityKeys(supergraphSdl),
    routing,
    costTable: readCostTable(supergraphSdl),
    authorization: readAuthorizationRules(supergraphSdl, supergraphSchema),
    sources: createGenerationSources(poolsFor(routing), places),
    plans: new WeakMap(),
  };
}

/** Said here, before anything is opened, because a pool tells only that some URL is invalid. */
function withAddresses(places: readonly SubgraphPlace[]): readonly SubgraphPlace[] {
  const missing = places.filter(({ url }) => !/^https?:$/.test(URL.parse(url)?.protocol ?? ''));
  if (missing.length === 0) return places;
  const names = missing.map(({ name, url }) => `${name} ("${url}")`).join(', ');
  throw new Error(`expected an http or https URL of each subgraph, but got none of ${names}`);
}
