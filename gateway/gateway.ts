import { createServer } from 'node:http';
import { listen } from '../subgraphs/kit/http/listen.ts';
import type { Logger } from '../subgraphs/kit/process/log.ts';
import type { Running } from '../subgraphs/kit/process/run-process.ts';
import { admitAsAnonymous } from './auth/anonymous-only.ts';
import { createIssuerKeys } from './auth/issuer-keys.ts';
import { createActorSigner } from '../subgraphs/kit/process/actor-signer.ts';
import { rememberIdentities } from './auth/remember-identities.ts';
import { createTokenVerifier, type VerifyToken } from './auth/verify-token.ts';
import { tellingWithheld } from './authorization/authorized-executor.ts';
import { disableVendorTelemetry, type GatewayConfig, type IdentityConfig } from './config.ts';
import { createExecutor } from './execution/execute-operation.ts';
import { createDocumentPlaces } from './http/document-places.ts';
import { createDocumentProxy } from './http/documents.ts';
import { createGraphiqlRouter } from './http/graphiql/graphiql-router.ts';
import { createGraphqlEndpoint } from './http/graphql-endpoint.ts';
import { createHealth } from './http/health.ts';
import { createHttpApp } from './http/http-app.ts';
import { createHttpCallers } from './http/http-caller.ts';
import { openPages } from './http/pages/open-pages.ts';
import { preferPlainPost } from './http/plain-post.ts';
import { countRequests } from './http/requests-in-flight.ts';
import { stopServing } from './http/stop-serving.ts';
import { createClientMark } from './limits/client-mark.ts';
import { openAdmission } from './limits/open-admission.ts';
import { createSubscriptionCaps } from './limits/subscription-caps.ts';
import { createPartitions } from './partitions/partitions.ts';
import { createConnections } from './subscriptions/delivery/connections.ts';
import { createUpstreamOpener } from './subscriptions/upstream/upstream.ts';
import { createTopics } from './subscriptions/topics/topics.ts';
import { serveSockets } from './subscriptions/websocket/socket-server.ts';
import { holdingGenerations } from './supergraph/hold-generation.ts';
import { openSupergraph } from './supergraph/open-supergraph.ts';
import { PlannedGateway } from './supergraph/planned-gateway.ts';
import { createSubgraphPools } from './supergraph/subgraph-pools.ts';
import { createHeaderForwarding } from './traffic/forward-headers.ts';
import { openSubgraph } from './traffic/open-subgraph.ts';

export interface GatewayDeps {
  config: GatewayConfig;
  log: Logger;
}

/** Starts the gateway: everything it is made of is put together here and closed in reverse. */
export async function createGateway({ config, log }: GatewayDeps): Promise<Running> {
  disableVendorTelemetry();
  await using resources = new AsyncDisposableStack();
  const signActor = config.actorSigningKey && (await createActorSigner(config.actorSigningKey));
  const { traffic, limits, delivery } = config;
  const feed = resources.use(
    await openSupergraph({
      config: config.supergraph,
      signActor,
      timeoutMs: traffic.timeoutMs,
      log,
    }),
  );
  const pools = resources.use(
    createSubgraphPools(
      (place) => openSubgraph({ ...place, traffic, signActor, log }),
      (error) => log.error({ err: error }, 'the connections of a subgraph could not be closed'),
    ),
  );
  const partitions = resources.use(
    createPartitions({
      config: config.partitions,
      openSource: (place, sign) => openSubgraph({ ...place, traffic, signActor: sign, log }),
      signActor,
      log,
    }),
  );
  const executor = holdingGenerations(tellingWithheld(createExecutor(config.sharing)));
  const gateway = new PlannedGateway({
    supergraphSdl: feed.supergraphSdl,
    executor,
    poolsFor: (routing) => partitions.over(pools, routing),
    planOptions: limits.planOptions,
    log,
  });
  const current = () => gateway.current();

  const httpServer = createServer();
  const requests = countRequests(httpServer);
  const apollo = createGraphqlEndpoint({ gateway, log });
  await apollo.start();
  resources.defer(() => apollo.stop());
  resources.use(partitions.follow(current));
  resources.use(feed.start((supergraphSdl) => gateway.replace(supergraphSdl)));
  const verifyToken = createVerifier(config.identity, log);
  const { rates, admit } = await openAdmission(limits);
  const forwardHeaders = createHeaderForwarding(config.forwardedHeaders);
  const { trustedProxies, bodyBytes } = limits;
  const markClient = createClientMark(config.actorSigningKey);
  const identification = { verifyToken, rates, trustedProxies, forwardHeaders, markClient };
  const urlOf = (name: string) => gateway.urlOf(name);
  const documents = resources.use(
    createDocumentProxy({
      find: createDocumentPlaces({
        subgraphs: config.documentsSubgraphs ?? [],
        urlOf,
        partitioned: () => current().routing?.subgraph ?? null,
        placeOf: partitions.placeOf,
      }),
      rates,
      trustedProxies,
      timeoutMs: traffic.timeoutMs,
      maxUploadBytes: limits.uploadBytes,
    }),
  );
  const callers = createHttpCallers(identification);
  const openUpstream = partitions.overUpstream(createUpstreamOpener({ urlOf, signActor }), current);
  const topics = resources.use(
    createTopics({ executor, openUpstream, settings: config.topics, log }),
  );
  gateway.onSchemaLoadOrUpdate(() => void topics.reload(current()));
  const connections = createConnections();
  const caps = createSubscriptionCaps(limits.subscriptions);
  const app = createHttpApp({
    apollo,
    admit,
    caps,
    executor,
    topics,
    connections,
    delivery,
    currentGeneration: current,
    callers,
    maxBodyBytes: bodyBytes,
    corsOrigins: config.corsOrigins,
    path: config.graphqlPath,
    health: createHealth({
      currentGeneration: current,
      status: feed.status,
      joinedSystems: partitions.joined,
      leavingSystems: partitions.leaving,
      topics,
      connections,
    }),
    documents,
    pages: await openPages({ config, rates, trustedProxies, log }),
    graphiql: config.isGraphiqlOn ? createGraphiqlRouter(config) : null,
    log,
  });
  httpServer.on(
    'request',
    preferPlainPost({
      path: config.graphqlPath,
      maxBodyBytes: bodyBytes,
      callers: identification,
      admit,
      currentGeneration: current,
      answer: (admitted) => gateway.answer(admitted),
      onIdentified: callers.identified,
      otherwise: app,
      log,
    }),
  );
  resources.use(
    serveSockets({
      httpServer,
      path: config.graphqlPath,
      currentGeneration: current,
      executor,
      topics,
      connections,
      caps,
      delivery,
      maxUnderWay: limits.socketOperations,
      ...identification,
      admit,
      maxMessageBytes: bodyBytes,
      log,
    }),
  );
  resources.defer(() => stopServing({ httpServer, connections, requests, delivery }));
  const url = await listen(httpServer, config.port, config.host);
  const held = resources.move();
  return { url, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

function createVerifier(identity: IdentityConfig | null, log: Logger): VerifyToken {
  if (!identity) return admitAsAnonymous;
  return rememberIdentities(
    createTokenVerifier({ identity, issuerKeys: createIssuerKeys(identity), log }),
  );
}
