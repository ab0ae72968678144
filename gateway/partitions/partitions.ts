import { randomUUID } from 'node:crypto';
import { OperationTypeNode } from 'graphql';
import { partitionAudience, type Actor } from '../../schema/contract/actor.ts';
import { REGISTRY_QUERY } from '../../schema/partitions/registry-query.ts';
import type { RoutingRules } from '../../schema/partitions/routing-rules.ts';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { SignActor } from '../../subgraphs/kit/process/actor-signer.ts';
import { createUpstreamOpener, type OpenUpstream } from '../subscriptions/upstream/upstream.ts';
import type { Generation } from '../supergraph/generation.ts';
import type { OpenSource, SubgraphPools } from '../supergraph/subgraph-pools.ts';
import {
  createEndpoints,
  type EndpointPlace,
  type JoinedSystem,
  type PlaceOf,
} from './endpoints.ts';
import { followRegistry } from './follow-registry.ts';
import type { PartitionsConfig } from './partition-settings.ts';
import { createPartitionedSource } from './partitioned-source.ts';
import { createRegistryFile } from './registry-file.ts';
import { readAnswer, type RegistryState } from './registry-state.ts';
import { routeUpstream } from './route-upstream.ts';

type Routed = Pick<Generation, 'routing' | 'sources'>;

/** Value routing: one subgraph for the plan, an endpoint for each partition that has its own. */
export interface Partitions extends AsyncDisposable {
  /** The pools of a generation, but that the partitioned subgraph's requests go their ways. */
  over: (pools: SubgraphPools, rules: RoutingRules | null) => SubgraphPools;
  /** The same for subscriptions. */
  overUpstream: (city: OpenUpstream, current: () => Routed) => OpenUpstream;
  placeOf: PlaceOf;
  /** The systems that have joined, as this gateway knows them. */
  joined: () => JoinedSystem[];
  /** Those that have left and still owe an answer. */
  leaving: () => EndpointPlace[];
  /** Follows the registry from now on. */
  follow: (current: () => Routed) => AsyncDisposable;
}

interface PartitionsDeps {
  config: PartitionsConfig;
  /** Opens a source whose tokens are meant for it alone. */
  openSource: (place: Parameters<OpenSource>[0], sign: SignActor | null) => ReturnType<OpenSource>;
  signActor: SignActor | null;
  log: Logger;
}

const GATEWAY: Actor = { role: 'SYSTEM', id: 'gateway', unit: null };

export function createPartitions(deps: PartitionsDeps): Partitions {
  const { config, log } = deps;
  const signFor = ({ partitions }: EndpointPlace): SignActor | null => {
    const { signActor } = deps;
    const audience = partitions.map(partitionAudience);
    return signActor && ((actor) => signActor(actor, audience));
  };
  const endpoints = createEndpoints({
    open: (place) => {
      const name = `district ${place.partitions.join(', ')}`;
      return deps.openSource({ name, url: place.url }, signFor(place));
    },
    log,
  });
  return {
    over: (pools, rules) => ({
      lease: (place) => {
        const { source: city, release } = pools.lease(place);
        if (rules?.subgraph !== place.name) return { source: city, release };
        return { source: createPartitionedSource({ rules, city, endpoints }), release };
      },
      [Symbol.asyncDispose]: () => pools[Symbol.asyncDispose](),
    }),
    overUpstream: (city, current) =>
      routeUpstream({
        currentRules: () => current().routing,
        placeOf: endpoints.placeOf,
        city,
        openerAt: (place) =>
          createUpstreamOpener({ urlOf: () => place.url, signActor: signFor(place) }),
      }),
    placeOf: endpoints.placeOf,
    joined: endpoints.joined,
    leaving: endpoints.leaving,
    follow: (current) =>
      followRegistry({
        readRegistry: (signal) => readRegistry(current(), signal),
        onTried: endpoints.tried,
        file: config.statePath === null ? null : createRegistryFile(config.statePath, log),
        pollMs: config.pollMs,
        log,
      }),
    [Symbol.asyncDispose]: () => endpoints[Symbol.asyncDispose](),
  };
}

async function readRegistry(
  { routing, sources }: Routed,
  signal: AbortSignal,
): Promise<RegistryState | null | undefined> {
  if (!routing) return undefined;
  using _held = sources.hold();
  const { data } = await sources.sourceOf(routing.subgraph).fetch({
    query: REGISTRY_QUERY,
    operationName: null,
    kind: OperationTypeNode.QUERY,
    variables: {},
    caller: { actor: GATEWAY, requestId: randomUUID(), signal },
  });
  return readAnswer(data);
}
