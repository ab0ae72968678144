import { createServer } from 'node:http';
import { listen } from '../subgraphs/kit/http/listen.ts';
import type { Logger } from '../subgraphs/kit/process/log.ts';
import type { Running } from '../subgraphs/kit/process/run-process.ts';
import { createIssuerKeys } from './auth/issuer-keys.ts';
import { createActorSigner } from './auth/sign-actor.ts';
import { createTokenVerifier } from './auth/verify-token.ts';
import { disableVendorTelemetry, type GatewayConfig } from './config.ts';
import { createExecutor } from './execution/execute-operation.ts';
import { createGraphiqlRouter } from './http/graphiql/graphiql-router.ts';
import { createGraphqlEndpoint } from './http/graphql-endpoint.ts';
import { createHealth } from './http/health.ts';
import { createHttpApp } from './http/http-app.ts';
import { createUpstreamOpener } from './subscriptions/upstream.ts';
import { serveSockets } from './subscriptions/socket-server.ts';
import { loadSupergraph } from './supergraph/load-supergraph.ts';
import { PlannedGateway } from './supergraph/planned-gateway.ts';
import { createSubgraphs } from './supergraph/subgraphs.ts';

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
  const subgraphs = resources.use(createSubgraphs({ timeoutMs, signActor, log }));
  const executor = createExecutor({ sourceOf: subgraphs.sourceOf });
  const gateway = new PlannedGateway({ supergraphSdl, executor, subgraphs, log });

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
    health: createHealth({ subgraphs: subgraphs.all, schemaHash: () => gateway.current().hash }),
    graphiql: config.isGraphiqlOn ? createGraphiqlRouter(config.devIssuerUrl) : null,
    log,
  });
  httpServer.on('request', app);
  const openUpstream = createUpstreamOpener({ urlOf: subgraphs.urlOf, signActor });
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
  const url = await listen(httpServer, config.port, config.host);
  const held = resources.move();
  return { url, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
