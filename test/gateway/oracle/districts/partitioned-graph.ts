import type { GraphQLSchema } from 'graphql';
import type { SubgraphSource } from '../../../../gateway/execution/fetch/subgraph-source.ts';
import { createEndpoints, type Endpoints } from '../../../../gateway/partitions/endpoints.ts';
import { createPartitionedSource } from '../../../../gateway/partitions/partitioned-source.ts';
import type { RoutingRules } from '../../../../schema/partitions/routing-rules.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { createFaultySource } from '../faulty-source.ts';
import { chanceOf } from '../random.ts';
import { DISTRICT_CONTRACT } from '../graphs/districts.ts';
import type { RandomOperation } from '../operations/random-operation.ts';
import type { FederatedTypes } from '../world/federated-types.ts';
import type { OnField, ServerDeps } from '../world/monolith.ts';
import { readSubgraphMeta, type SubgraphMeta } from '../world/subgraph-meta.ts';
import { createSubgraphServer, type SubgraphServer } from '../world/subgraph-server.ts';
import type { Partitioning } from '../world/world.ts';
import { withCopies } from './copied-fields.ts';
import { createEvents, type FirstEvent } from './events.ts';
import { guarding } from './guard.ts';
import { partitionedLetters } from './letters.ts';
import { losing } from './lost-districts.ts';
import { leadingTo } from './near-letters.ts';
import { talkingNonsense } from './nonsense.ts';
import type { Places } from './places.ts';
import { withDistricts } from './routed-arguments.ts';

/** What is special in a graph of which one subgraph has many endpoints. */
export interface PartitionedGraph {
  subgraph: string;
  partitioning: Partitioning;
  /** For the server in one piece, which loses what lived with those that are away. */
  onField: (places: Places) => OnField;
  /** From now on the endpoints tell of this world; one source for all of them. */
  enter: (deps: ServerDeps, places: Places) => SubgraphSource;
  firstEvent: FirstEvent;
  /** What an endpoint of the world just entered was asked although it does not serve it. */
  misrouted: () => readonly string[];
  /** Most operations are about letters. */
  isUsable: (seed: string) => (type: string, field: string) => boolean;
  adapt: (operation: RandomOperation, seed: string) => RandomOperation;
}

interface GraphDeps {
  rules: RoutingRules;
  apiSchema: GraphQLSchema;
  types: FederatedTypes;
  metas: readonly SubgraphMeta[];
  city: SubgraphServer;
}

const OPERATION_TYPES: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);
const ABOUT_LETTERS_SHARE = 0.85;

/** The city's endpoint and one for each system of the registry, through the gateway's own routing. */
export function createPartitionedGraph(deps: GraphDeps): PartitionedGraph {
  const { rules, apiSchema, types, metas, city } = deps;
  const own = createSubgraphServer(
    readSubgraphMeta(rules.subgraph, DISTRICT_CONTRACT),
    DISTRICT_CONTRACT,
  );
  const isOfSubgraph = (type: string, field: string): boolean =>
    OPERATION_TYPES.has(type) && city.meta.types.get(type)?.fields.has(field) === true;
  const isNear = leadingTo(apiSchema, new Set(rules.entities.keys()));
  let sources = new Map<string | null, SubgraphSource>();
  let misrouted: string[] = [];
  const endpointAt = (url: string | null): SubgraphSource => ({
    fetch: (request) => sources.get(url)!.fetch(request),
  });
  const open = ({ url }: { url: string }) => ({
    ...endpointAt(url),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
  const log = createLog('oracle', 'silent');
  const routedBy = (endpoints: Endpoints): SubgraphSource =>
    createPartitionedSource({ rules, city: endpointAt(null), endpoints });
  const decided = createEndpoints({ open, log });
  const undecided = createEndpoints({ open, log });
  undecided.tried(null);
  const [source, undecidedSource] = [routedBy(decided), routedBy(undecided)];
  let current = undecided;
  return {
    subgraph: rules.subgraph,
    partitioning: partitionedLetters(rules, types),
    onField: (places) => losing({ rules, types, metas }, places),
    enter: (world, { state, dead, seed }) => {
      misrouted = [];
      const urls = new Set<string | null>([null, ...Object.values(state ?? {})]);
      sources = new Map(
        [...urls].map((url) => {
          const name = url ?? 'the city';
          const serves = (code: string | null): boolean =>
            code === null ? url === null : state?.[code] === url;
          const guards = guarding(rules, name, serves, (what) => misrouted.push(what));
          const isSick = url !== null && dead.has(url);
          const isNonsense = isSick && world.faults.kind === 'nonsense';
          const faults = failingAs(world, name, isSick && !isNonsense);
          const server = url === null ? city : own;
          const source = createFaultySource(server, { ...world, ...guards, faults });
          return [url, isNonsense ? talkingNonsense(source, `${seed} ${name}`) : source];
        }),
      );
      if (state) decided.tried(state);
      current = state ? decided : undecided;
      return state ? source : undecidedSource;
    },
    firstEvent: createEvents(rules, (code) => current.placeOf(code), endpointAt),
    misrouted: () => misrouted,
    isUsable: (seed) => {
      const isAnywhere = chanceOf(seed, 'about letters') > ABOUT_LETTERS_SHARE;
      return (type, field) =>
        types.isUsable(type, field) &&
        (isAnywhere || isNear(type, field) || isOfSubgraph(type, field));
    },
    adapt: (operation, seed) =>
      withDistricts(withCopies(operation, rules, seed), apiSchema, rules, seed),
  };
}

/** Each endpoint fails for itself; one that is away fails always. */
function failingAs({ faults }: ServerDeps, name: string, isDead: boolean): ServerDeps['faults'] {
  return {
    ...faults,
    failRequest: () => faults.failRequest(name) ?? (isDead ? faults.someFailure(name) : null),
  };
}
