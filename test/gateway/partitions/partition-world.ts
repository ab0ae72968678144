import { OperationTypeNode } from 'graphql';
import { exportJWK, generateKeyPair } from 'jose';
import { createActorSigner } from '../../../subgraphs/kit/process/actor-signer.ts';
import { createHttpSubgraph } from '../../../gateway/execution/fetch/fetch-subgraph.ts';
import type { SubgraphResult } from '../../../gateway/execution/fetch/subgraph-source.ts';
import { createEndpoints, type Endpoints } from '../../../gateway/partitions/endpoints.ts';
import { createPartitionedSource } from '../../../gateway/partitions/partitioned-source.ts';
import { ANONYMOUS, partitionAudience } from '../../../schema/contract/actor.ts';
import { composeCity } from '../../../schema/build/compose.ts';
import { readRoutingRules } from '../../../schema/partitions/routing-rules.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { TEST_TRAFFIC } from '../support/test-settings.ts';
import { startDistrictSystem, type DistrictSystem } from './district-system.ts';

/** Districts of the city's own endpoint. */
export const HOSTED = '511603';
const OWN = ['511602', '511621', '511681'] as const;

type Code = (typeof OWN)[number];

/** The districts subgraph as the gateway's executor sees it: three own systems and the city's. */
export interface PartitionWorld extends AsyncDisposable {
  city: DistrictSystem;
  systems: Record<Code, DistrictSystem>;
  endpoints: Endpoints;
  /** What the registry says at first. */
  state: Record<string, string | null>;
  fetch: (query: string, variables?: Record<string, unknown>) => Promise<SubgraphResult>;
}

const rules = readRoutingRules(composeCity().supergraphSdl);
const log = createLog('test', 'silent');

export async function openPartitions({ isDecided = true } = {}): Promise<PartitionWorld> {
  await using resources = new AsyncDisposableStack();
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'gateway', alg: 'EdDSA' };
  const { d: _secret, ...publicKey } = key;
  const start = async (code: string) =>
    resources.use(await startDistrictSystem({ code, keys: { keys: [publicKey] } }));
  const city = await start(HOSTED);
  const systems = {
    '511602': await start('511602'),
    '511621': await start('511621'),
    '511681': await start('511681'),
  };
  const signActor = await createActorSigner(key);
  const open = (name: string, url: string, partitions: readonly string[]) =>
    createHttpSubgraph({
      name,
      url,
      timeoutMs: TEST_TRAFFIC.timeoutMs,
      signActor: (actor) => signActor(actor, partitions.map(partitionAudience)),
      log,
    });
  const endpoints = resources.use(
    createEndpoints({ open: ({ url, partitions }) => open('own', url, partitions), log }),
  );
  const state = {
    ...Object.fromEntries(OWN.map((code) => [code, systems[code].url])),
    [HOSTED]: null,
    '511622': null,
  };
  if (isDecided) endpoints.tried(state);
  if (!rules) throw new Error('expected something routed in the city');
  const source = createPartitionedSource({
    rules,
    city: resources.use(open('city', city.url, [HOSTED])),
    endpoints,
  });
  const held = resources.move();
  return {
    city,
    systems,
    endpoints,
    state,
    fetch: (query, variables = {}) =>
      source.fetch({
        query,
        operationName: null,
        kind: query.startsWith('mutation') ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY,
        variables,
        caller: { actor: ANONYMOUS, requestId: 'r1' },
      }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Representations of letters, such as `511602:a`. */
export function letters(...names: string[]) {
  return names.map((name) => ({ __typename: 'DistrictPetition', id: `district:${name}` }));
}
