import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse, type FormattedExecutionResult } from 'graphql';
import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import type { GatewayConfig, IdentityConfig } from '../../../gateway/config.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { createEventLog, type EventLog } from './event-log.ts';
import { createRows, type CaseRow } from './test-data.ts';
import { TEST_SDL, type SubgraphName } from './test-graph.ts';
import { startTestIssuer, TEST_AUDIENCE, type TestIssuer } from './test-issuer.ts';
import { createResolvers } from './test-resolvers.ts';
import { deliveryWith, limitsWith, TEST_TRAFFIC, topicsWith } from './test-settings.ts';
import { startTestSubgraph, type TestSubgraph } from './test-subgraph.ts';
import { ownPort } from '../../support/own-port.ts';

/** The settings of a graph with everything: composed before, with an issuer and a signing key. */
interface TestConfig extends GatewayConfig {
  supergraph: { kind: 'composed'; path: string; urls: Record<string, string> };
  identity: IdentityConfig;
}

export interface TestGraph {
  [Symbol.asyncDispose]: () => Promise<void>;
  url: string;
  config: TestConfig;
  rows: CaseRow[];
  log: EventLog;
  issuer: TestIssuer;
  subgraphs: Record<SubgraphName, TestSubgraph>;
  /** Stops a subgraph; its port stays its own. */
  stop: (name: SubgraphName) => Promise<void>;
  /** Starts a stopped subgraph again at the same address. */
  restart: (name: SubgraphName) => Promise<void>;
  stopGateway: () => Promise<void>;
  post: (body: unknown, headers?: Record<string, string>) => Promise<Response>;
  query: (
    query: string,
    variables?: Record<string, unknown>,
  ) => Promise<FormattedExecutionResult<Record<string, unknown>>>;
}

/** Three subgraphs, an issuer and the gateway before them, all over real sockets. */
export async function startGraph({
  urls = {},
  ...overrides
}: Partial<TestConfig> & {
  /** Other addresses for some of the subgraphs. */
  urls?: Record<string, string>;
} = {}): Promise<TestGraph> {
  await using resources = new AsyncDisposableStack();
  const issuer = resources.use(await startTestIssuer());
  const { signingKey, publicKeys } = await createSigningKey();
  const rows = createRows();
  const log = createEventLog();
  const resolvers = createResolvers(rows, log);
  const start = (name: SubgraphName, port: number) =>
    startTestSubgraph({
      sdl: TEST_SDL[name],
      resolvers: resolvers[name],
      keys: publicKeys,
      headCursor: log.head,
      port,
    });
  const subgraphs = {
    casework: await start('casework', await ownPort()),
    units: await start('units', await ownPort()),
    letters: await start('letters', await ownPort()),
    ratings: await start('ratings', await ownPort()),
  };
  resources.defer(async () => {
    for (const subgraph of Object.values(subgraphs)) await subgraph[Symbol.asyncDispose]();
  });
  const config: TestConfig = {
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    graphqlPath: '/graphql',
    supergraph: {
      kind: 'composed',
      path: await writeSupergraph(resources),
      urls: {
        ...Object.fromEntries(Object.entries(subgraphs).map(([name, { url }]) => [name, url])),
        ...urls,
      },
    },
    traffic: TEST_TRAFFIC,
    partitions: { pollMs: 50, statePath: null },
    limits: limitsWith(),
    delivery: deliveryWith(),
    topics: topicsWith(),
    forwardedHeaders: [],
    corsOrigins: [],
    sharing: { shareFetches: true, shareQueries: true },
    identity: {
      issuer: issuer.url,
      audience: TEST_AUDIENCE,
      jwksUrl: null,
      roleClaim: 'petition_role',
      unitClaim: 'petition_unit',
    },
    actorSigningKey: signingKey,
    isGraphiqlOn: true,
    devIssuerUrl: null,
    ...overrides,
  };
  const gateway = await createGateway({ config, log: createLog('gateway', 'silent') });
  let isStopped = false;
  const stopGateway = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await gateway[Symbol.asyncDispose]();
  };
  resources.defer(stopGateway);
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const held = resources.move();
  return {
    url: gateway.url,
    config,
    rows,
    log,
    issuer,
    subgraphs,
    stop: async (name) => {
      await subgraphs[name][Symbol.asyncDispose]();
    },
    restart: async (name) => {
      subgraphs[name] = await start(name, subgraphs[name].port);
    },
    stopGateway,
    post,
    query: async (query, variables = {}) => {
      const response = await post({ query, variables });
      return (await response.json()) as FormattedExecutionResult<Record<string, unknown>>;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function writeSupergraph(resources: AsyncDisposableStack): Promise<string> {
  const composed = composeServices(
    Object.entries(TEST_SDL).map(([name, sdl]) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs: parse(sdl),
    })),
  );
  if (composed.errors) throw new Error(composed.errors.map(String).join('\n'));
  const folder = await mkdtemp(join(tmpdir(), 'gateway-test-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const path = join(folder, 'supergraph.graphql');
  await writeFile(path, composed.supergraphSdl);
  return path;
}

async function createSigningKey(): Promise<{ signingKey: JWK; publicKeys: JSONWebKeySet }> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: 'gateway', alg: 'EdDSA' };
  const { d: _secret, ...publicKey } = jwk;
  return { signingKey: jwk, publicKeys: { keys: [publicKey] } };
}
