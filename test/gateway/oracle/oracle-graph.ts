import { composeServices } from '@apollo/composition';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSupergraph } from '../../../gateway/supergraph/build-supergraph.ts';
import type { SubgraphSource } from '../../../gateway/execution/fetch/subgraph-source.ts';
import { prepareGeneration, type Generation } from '../../../gateway/supergraph/generation.ts';
import type { SubgraphPools } from '../../../gateway/supergraph/subgraph-pools.ts';
import { createPartitionedGraph, type PartitionedGraph } from './districts/partitioned-graph.ts';
import type { Places } from './districts/places.ts';
import { createFaultySource } from './faulty-source.ts';
import type { Asked } from './guard/asked-permitted.ts';
import { createGuards, type Guards } from './guard/guards.ts';
import { readStatedGuards } from './guard/stated-guards.ts';
import { TEST_GRAPHS, type GraphName } from './graphs/test-graphs.ts';
import { createFederatedTypes, type FederatedTypes } from './world/federated-types.ts';
import type { ServerDeps } from './world/monolith.ts';
import { readSubgraphMeta } from './world/subgraph-meta.ts';
import { createSubgraphServer, type SubgraphServer } from './world/subgraph-server.ts';

/** As gateways have it where nothing else is set. */
const PLAN_OPTIONS = 1_000;

/** One test graph, composed: all that does not change from trial to trial. */
export interface OracleGraph {
  name: GraphName;
  supergraphSdl: string;
  generation: Generation;
  /** With what is hidden from clients. */
  full: GraphQLSchema;
  types: FederatedTypes;
  guards: Guards;
  servers: ReadonlyMap<string, SubgraphServer>;
  /** From now on the subgraphs tell of this world, and fail so. */
  enter: (deps: ServerDeps, places: Places | null) => void;
  world: () => ServerDeps;
  /** Where values decide which endpoint of one of the subgraphs is asked. */
  partitioned: PartitionedGraph | null;
  /** What the subgraphs were asked in this world so far. */
  asked: () => readonly Asked[];
  /** Until it is disposed of, the subgraphs are reached so, and not within the process. */
  connect: (sources: ReadonlyMap<string, SubgraphSource>) => Disposable;
}

const graphs = new Map<GraphName, OracleGraph>();

export function oracleGraph(name: GraphName): OracleGraph {
  const graph = graphs.get(name) ?? createGraph(name);
  graphs.set(name, graph);
  return graph;
}

function createGraph(name: GraphName): OracleGraph {
  const sdls = Object.entries<string>(TEST_GRAPHS[name]);
  const supergraphSdl = compose(name, sdls);
  const metas = sdls.map(([subgraph, sdl]) => readSubgraphMeta(subgraph, sdl));
  const servers = new Map(
    sdls.map(([subgraph, sdl], index) => [subgraph, createSubgraphServer(metas[index]!, sdl)]),
  );
  let current: ServerDeps | null = null;
  let asked: Asked[] = [];
  let connected: ReadonlyMap<string, SubgraphSource> | null = null;
  let sources: ReadonlyMap<string, SubgraphSource> = new Map();
  const pools: SubgraphPools = {
    lease: ({ name: subgraph }) => ({
      source: {
        fetch: (request) => {
          asked.push({ subgraph, query: request.query });
          return sources.get(subgraph)!.fetch(request);
        },
      },
      release: () => undefined,
    }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const generation: Generation = {
    ...prepareGeneration(supergraphSdl, { poolsFor: () => pools, planOptions: PLAN_OPTIONS }),
    apiSchema: buildSupergraph(supergraphSdl).apiSchema().toGraphQLJSSchema(),
  };
  generation.sources.hold();
  const full = generation.supergraphSchema;
  const types = createFederatedTypes(metas, full);
  const { routing: rules, apiSchema } = generation;
  // the city alone is one endpoint, as it would be without routing
  const city = name === 'districts' && rules ? servers.get(rules.subgraph) : undefined;
  const partitioned =
    city && rules ? createPartitionedGraph({ rules, apiSchema, types, metas, city }) : null;
  const stated = readStatedGuards(sdls.map(([, sdl]) => sdl));
  return {
    name,
    supergraphSdl,
    generation,
    full,
    types,
    partitioned,
    guards: createGuards(stated, types, full),
    servers,
    enter: (deps, places) => {
      current = deps;
      asked = [];
      const inProcess = [...servers].map(([subgraph, server]) => {
        const isPartitioned = places && subgraph === partitioned?.subgraph;
        const source = isPartitioned
          ? partitioned.enter(deps, places)
          : createFaultySource(server, deps);
        return [subgraph, source] as const;
      });
      sources = connected ?? new Map(inProcess);
    },
    world: () => {
      if (!current) throw new Error('no world was entered yet');
      return current;
    },
    asked: () => asked,
    connect: (given) => {
      connected = given;
      return {
        [Symbol.dispose]: () => {
          connected = null;
        },
      };
    },
  };
}

function compose(name: GraphName, sdls: readonly [string, string][]): string {
  const composed = composeServices(
    sdls.map(([subgraph, sdl]) => ({
      name: subgraph,
      url: `http://${subgraph}.invalid/graphql`,
      typeDefs: parse(sdl),
    })),
  );
  if (composed.errors) throw new Error(`${name}: ${composed.errors.map(String).join('\n')}`);
  return composed.supergraphSdl;
}
