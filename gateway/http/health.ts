import express, { type RequestHandler } from 'express';
import { OperationTypeNode } from 'graphql';
import { ANONYMOUS } from '../../schema/contract/actor.ts';
import type { EndpointPlace, JoinedSystem } from '../partitions/endpoints.ts';
import type { SubgraphSource } from '../execution/fetch/subgraph-source.ts';
import type { Generation } from '../supergraph/generation.ts';
import type { Connections } from '../subscriptions/delivery/connections.ts';
import type { Topics } from '../subscriptions/topics/topics.ts';
import type { SupergraphStatus } from '../supergraph/supergraph-feed.ts';
import { requestScope } from '../telemetry/request-scope.ts';

interface HealthDeps {
  currentGeneration: () => Generation;
  status: () => SupergraphStatus;
  joinedSystems: () => JoinedSystem[];
  leavingSystems: () => EndpointPlace[];
  topics: Pick<Topics, 'stats'>;
  connections: Pick<Connections, 'stats' | 'isDraining'>;
}

const PROBE_TIMEOUT_MS = 2_000;

/**
 * `/live`: the process answers. `/ready`: it serves, and what of the graph is held back and why;
 * 200 even then, since another instance would hold back the same, but 503 while it stops. The
 * rest: 200 while every subgraph answers, otherwise 503 with those that do not; which district
 * systems answer, and which have left and still owe an answer; and what is live.
 */
export function createHealth(deps: HealthDeps): express.Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  router.get('/live', (_request, response) => void response.json({ status: 'ok' }));
  router.get('/ready', tellReadiness(deps));
  router.get('/', tellReachability(deps));
  return router;
}

function tellReadiness({ currentGeneration, status, connections }: HealthDeps): RequestHandler {
  return (_request, response) => {
    const { quarantined, fault } = status();
    const isWell = quarantined.length === 0 && fault === null;
    const isStopping = connections.isDraining();
    response.status(isStopping ? 503 : 200).json({
      status: isStopping ? 'stopping' : isWell ? 'ready' : 'degraded',
      schema: currentGeneration().hash,
      quarantined,
      fault,
    });
  };
}

function tellReachability(deps: HealthDeps): RequestHandler {
  const { currentGeneration, joinedSystems, topics, connections } = deps;
  return async (_request, response) => {
    const requestId = requestScope.getStore() ?? '';
    const { hash, sources } = currentGeneration();
    using _held = sources.hold();
    const [subgraphs, joined] = await Promise.all([
      Promise.all(
        sources.places.map(async ({ name }) => {
          const state = await stateOf(sources.sourceOf(name), requestId);
          return [name, state] as const;
        }),
      ),
      Promise.all(
        joinedSystems().map(async (place) => {
          const state = await stateOf(place.endpoint, requestId);
          return toSystem(place, state);
        }),
      ),
    ]);
    const isServing = subgraphs.every(([, state]) => state === 'reachable');
    // last: whoever is in neither list is asked nothing any more
    const leaving = deps.leavingSystems().map((place) => toSystem(place, 'leaving'));
    const isWell = isServing && joined.every(({ state }) => state === 'reachable');
    // without a district's system everybody else is served as ever
    response.status(isServing ? 200 : 503).json({
      status: isWell ? 'ok' : 'degraded',
      schema: hash,
      subgraphs: Object.fromEntries(subgraphs),
      districtSystems: [...joined, ...leaving],
      subscriptions: topics.stats(),
      connections: connections.stats(),
    });
  };
}

/** By its host alone: more of an address is nobody's business. */
function toSystem<State>({ partitions, url }: EndpointPlace, state: State) {
  return { districts: partitions, host: new URL(url).host, state };
}

async function stateOf(
  source: SubgraphSource,
  requestId: string,
): Promise<'reachable' | 'unreachable'> {
  return (await answers(source, requestId)) ? 'reachable' : 'unreachable';
}

async function answers(source: SubgraphSource, requestId: string): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), PROBE_TIMEOUT_MS);
  const probe = source.fetch({
    query: '{ __typename }',
    operationName: null,
    kind: OperationTypeNode.QUERY,
    variables: {},
    caller: { actor: ANONYMOUS, requestId },
  });
  const reached = probe.then(({ data }) => data !== null);
  return Promise.race([reached, late.promise]).finally(() => clearTimeout(timer));
}
