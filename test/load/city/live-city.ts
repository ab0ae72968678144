import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ACTOR_TOKEN } from '../../../schema/contract/actor.ts';
import { createActorSigner, type SignActor } from '../../../subgraphs/kit/process/actor-signer.ts';
import { readOrCreateSecrets } from '../../../subgraphs/stack/secrets.ts';
import type { ServiceDefinition, Stage } from '../../../subgraphs/stack/service-definition.ts';
import { PETITION_SERVICES } from '../../../subgraphs/stack/services.ts';
import { createStack, type Stack } from '../../../subgraphs/stack/stack.ts';
import { createAssignmentSource, type AssignmentSource } from './assignment-source.ts';
import { createOfficerTokens, type Officer } from './officers.ts';
import { composedFrom } from './composed-schema.ts';
import { openSubgraphTap, type SubgraphTap } from './subgraph-tap.ts';
import { ownPorts } from '../../support/own-port.ts';

interface LiveCityOptions {
  /** An empty database; without it an embedded server is started. */
  databaseUrl?: string | undefined;
  /** Counts what passes between the gateway and each subgraph. */
  isTapped?: boolean;
  /** Further variables of the gateway. */
  gatewayEnv?: Record<string, string>;
  /** The gateway composes the graph itself, from files that growSchema() changes. */
  isComposed?: boolean;
  extraEnv?: Record<string, string>;
}

/** The whole city as real processes, and what it takes to have events in it and to watch them. */
export interface LiveCity extends AsyncDisposable {
  stack: Stack;
  /** Of the gateway's GraphQL endpoint; the same after a restart. */
  url: string;
  dataDir: string;
  source: AssignmentSource;
  token(officer: Officer): Promise<string>;
  /** As the gateway says to a subgraph who is asking. */
  signActor: SignActor;
  /** @throws Error unless the city is tapped */
  tap(subgraph: string): SubgraphTap;
}

const SUBGRAPHS = ['mayor', 'districts', 'departments', 'national', 'casework'];
const PROFILE = resolve('subgraphs/profiles/guangan');

export async function startLiveCity(options: LiveCityOptions = {}): Promise<LiveCity> {
  await using resources = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'live-city-'));
  resources.defer(() => rm(dataDir, { recursive: true, force: true }));
  const taps = new Map<string, SubgraphTap>();
  if (options.isTapped)
    for (const name of SUBGRAPHS) taps.set(name, resources.use(await openSubgraphTap()));
  const services = withGateway(options, taps, dataDir);
  const stack = resources.use(
    await createStack({
      services,
      dataDir,
      profileDir: PROFILE,
      ports: await ownPorts(services.flat().map(({ name }) => name)),
      databaseUrl: options.databaseUrl,
      isDatabaseKept: false,
      isRestarted: false,
      logLevel: 'warn',
      extraEnv: options.extraEnv ?? {},
    }),
  );
  const secrets = await readOrCreateSecrets(dataDir);
  const signActor = await createActorSigner(secrets.privateKey(ACTOR_TOKEN.gatewayKeyId));
  const source = await createAssignmentSource({ stack, signActor, profileDir: PROFILE });
  const held = resources.move();
  return {
    stack,
    url: `${stack.url('gateway')}/graphql`,
    dataDir,
    source,
    token: await createOfficerTokens(secrets, stack.url('dev-issuer')),
    signActor,
    tap: (subgraph) => {
      const tap = taps.get(subgraph);
      if (!tap) throw new Error(`expected a tapped subgraph, but got ${subgraph}`);
      return tap;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

function withGateway(
  { gatewayEnv, isComposed }: LiveCityOptions,
  taps: ReadonlyMap<string, SubgraphTap>,
  dataDir: string,
): Stage[] {
  const adapt = (service: ServiceDefinition): ServiceDefinition => ({
    ...service,
    env: (context) => {
      const env = service.env(context);
      const urls = JSON.parse(env.SUBGRAPH_URLS ?? '{}') as Record<string, string>;
      for (const [name, tap] of taps) {
        tap.aim(context.urlOf(name));
        urls[name] = `${tap.url}/graphql`;
      }
      return {
        ...env,
        SUBGRAPH_URLS: JSON.stringify(urls),
        // All clients come from one address here.
        RATE_ACTOR: 'off',
        RATE_ADDRESS: 'off',
        DRAIN_MS: '0',
        ...(isComposed && composedFrom(urls, dataDir)),
        ...gatewayEnv,
      };
    },
  });
  return PETITION_SERVICES.map((stage) =>
    stage.map((service) => (service.name === 'gateway' ? adapt(service) : service)),
  );
}
