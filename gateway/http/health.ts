import type { RequestHandler } from 'express';
import { OperationTypeNode } from 'graphql';
import { ANONYMOUS } from '../../schema/contract/actor.ts';
import type { SubgraphSource } from '../execution/subgraph-source.ts';
import type { Generation } from '../supergraph/generation.ts';
import { requestScope } from '../telemetry/request-scope.ts';

interface HealthDeps {
  currentGeneration: () => Generation;
}

const PROBE_TIMEOUT_MS = 2_000;

/** 200 while every subgraph answers, otherwise 503; the body says which does not. */
export function createHealth(deps: HealthDeps): RequestHandler {
  return async (_request, response) => {
    const requestId = requestScope.getStore() ?? '';
    const { hash, sources } = deps.currentGeneration();
    using _held = sources.hold();
    const states = await Promise.all(
      sources.places.map(async ({ name }) => {
        const isReachable = await answers(sources.sourceOf(name), requestId);
        return [name, isReachable ? 'reachable' : 'unreachable'] as const;
      }),
    );
    const isWell = states.every(([, state]) => state === 'reachable');
    response
      .status(isWell ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({
        status: isWell ? 'ok' : 'degraded',
        schema: hash,
        subgraphs: Object.fromEntries(states),
      });
  };
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
