import { OperationTypeNode } from 'graphql';
import type {
  SubgraphRequest,
  SubgraphResult,
  SubgraphSource,
} from '../../../../gateway/execution/fetch/subgraph-source.ts';
import type { PlaceOf } from '../../../../gateway/partitions/endpoints.ts';
import { routeUpstream } from '../../../../gateway/partitions/route-upstream.ts';
import type { OpenUpstream } from '../../../../gateway/subscriptions/upstream/upstream.ts';
import { ERROR_CODES } from '../../../../schema/contract/error-codes.ts';
import type { RoutingRules } from '../../../../schema/partitions/routing-rules.ts';

export type FirstEvent = (request: SubgraphRequest) => Promise<SubgraphResult>;

/** The first event of a subscription, or the null that a lost or refused one is in one piece. */
export function createEvents(
  rules: RoutingRules,
  placeOf: PlaceOf,
  endpointAt: (url: string | null) => SubgraphSource,
): FirstEvent {
  const open = routeUpstream({
    currentRules: () => rules,
    placeOf,
    city: upstreamOf(endpointAt(null)),
    openerAt: ({ url }) => upstreamOf(endpointAt(url)),
  });
  return ({ query, operationName, variables, caller }) =>
    new Promise((resolve) => {
      const request = { query, operationName, variables, caller, afterVariable: null };
      open(
        { ...request, subgraph: rules.subgraph },
        {
          onEvent: resolve,
          onRefused: (errors) => resolve({ data: null, errors }),
          onLost: () => resolve(LOST),
          onComplete: () => resolve(LOST),
          onConnected: () => undefined,
          onWatermark: () => undefined,
        },
      );
    });
}

const LOST: SubgraphResult = {
  data: null,
  errors: [{ message: 'lost', extensions: { code: ERROR_CODES.PARTITION_UNAVAILABLE } }],
};

function upstreamOf(source: SubgraphSource): OpenUpstream {
  return ({ query, operationName, variables, caller }, listener) => {
    const kind = OperationTypeNode.SUBSCRIPTION;
    void source.fetch({ query, operationName, variables, caller, kind }).then((event) => {
      if (event.data) listener.onEvent(event);
      else listener.onLost(null);
    });
    return { close: () => undefined, setPaused: () => undefined };
  };
}
