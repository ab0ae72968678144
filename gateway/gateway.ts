import { createServer } from 'node:http';
import { listen } from '../subgraphs/kit/http/listen.ts';
import type { Logger } from '../subgraphs/kit/process/log.ts';
import type { Running } from '../subgraphs/kit/process/run-process.ts';
import { createIssuerKeys } from './auth/issuer-keys.ts';
import { createActorSigner } from './auth/sign-actor.ts';
import { createTokenVerifier } from './auth/verify-token.ts';
import { disableVendorTelemetry, type GatewayConfig } from './config.ts';
import { createExecutor } from './execution/execute-operation.ts';
import { createHttpSubgraph } from './execution/fetch-subgraph.ts';
import { createGraphiqlRouter } from './http/graphiql/graphiql-router.ts';
import { createGraphqlEndpoint } from './http/graphql-endpoint.ts';
import { createHealth } from './http/health.ts';
import { createHttpApp } from './http/http-app.ts';
import { createUpstreamOpener } from './subscriptions/upstream.ts';
import { serveSockets } from './subscriptions/socket-server.ts';
import { loadSupergraph } from './supergraph/load-supergraph.ts';
import { holdingGenerations } from './supergraph/hold-generation.ts';
import { PlannedGateway } from './supergraph/planned-gateway.ts';
import { createSubgraphPools } from './supergraph/subgraph-pools.ts';

export interface GatewayDeps {
  config: GatewayConfig;
  log: Logger;
}

/** Starts the gateway: everything it is made of is put together here and closed in reverse. */
export async function createGateway({ config, log }: GatewayDeps): Promise<Running> {
  disableVendorTelemetry();
  await using resources = new AsyncDisposableStack();
  const supergraphSdl = await loadSupergraph(config.supergraphPath, config.subgraphUrls);
  const signActor = await createActorSigner(config.actorSigningKey);
  const timeoutMs = config.subgraphTimeoutMs;
  const pools = resources.use(
    createSubgraphPools(
      (place) => createHttpSubgraph({ ...place, timeoutMs, signActor, log }),
      (error) => log.error({ err: error }, 'the connections of a subgraph could not be closed'),
    ),
  );
  const executor = holdingGenerations(createExecutor());
  const gateway = new PlannedGateway({ supergraphSdl, executor, pools, log });

  const httpServer = createServer();
  const apollo = createGraphqlEndpoint({ gateway, httpServer, log });
  await apollo.start();
  resources.defer(() => apollo.stop());
  const verifyToken = createTokenVerifier({
    identity: config.identity,
    issuerKeys: createIssuerKeys(config.identity),
    log,
  });
  const app = createHttpApp({
    apollo,
    verifyToken,
    health: createHealth({ currentGeneration: () => gateway.current() }),
    graphiql: config.isGraphiqlOn ? createGraphiqlRouter(config.devIssuerUrl) : null,
    log,
  });
  httpServer.on('request', app);
  const openUpstream = createUpstreamOpener({
    urlOf: (subgraph) => gateway.urlOf(subgraph),
    signActor,
  });
  resources.use(
    serveSockets({
      httpServer,
      currentGeneration: () => gateway.current(),
      executor,
      openUpstream,
      verifyToken,
      log,
    }),
  );
  const url = await listen(httpServer, config.port);
  const held = resources.move();
  return { url, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
