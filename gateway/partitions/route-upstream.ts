import type { RoutingRules } from '../../schema/partitions/routing-rules.ts';
import type { SubgraphError } from '../execution/fetch/subgraph-source.ts';
import type {
  OpenUpstream,
  Upstream,
  UpstreamRequest,
} from '../subscriptions/upstream/upstream.ts';
import type { EndpointPlace, Place, PlaceOf } from './endpoints.ts';
import { itemsOf } from './items.ts';
import { analyseOperation } from './operation-analysis.ts';
import { partitionUnknown } from './partition-errors.ts';

interface RouteUpstreamDeps {
  currentRules: () => RoutingRules | null;
  placeOf: PlaceOf;
  city: OpenUpstream;
  openerAt: (place: EndpointPlace) => OpenUpstream;
}

/** Subscribes where the value of the primary's one root field says; asked anew at each resumption. */
export function routeUpstream(deps: RouteUpstreamDeps): OpenUpstream {
  return (request, listener) => {
    const { place, error } = locate(deps, request);
    switch (place.kind) {
      case 'city':
        return deps.city(request, listener);
      case 'own':
        return deps.openerAt(place)(request, listener);
      case 'unknown':
        return soon(() => listener.onRefused(error));
      case 'undecided':
        return soon(() => listener.onLost(null));
    }
  };
}

function locate(
  { currentRules, placeOf }: RouteUpstreamDeps,
  { subgraph, query, operationName, variables }: UpstreamRequest,
): { place: Place; error: SubgraphError[] } {
  const rules = currentRules();
  const [field] =
    rules?.subgraph === subgraph ? analyseOperation(query, operationName, rules).fields : [];
  const [item] = rules && field ? itemsOf(field, variables, rules) : [];
  if (!field || !item?.partition) return { place: { kind: 'city' }, error: [] };
  return {
    place: placeOf(item.partition),
    error: [partitionUnknown(item.partition, [field.key])],
  };
}

/** A listener is told after its upstream was opened, never while. */
function soon(tell: () => void): Upstream {
  let isOver = false;
  queueMicrotask(() => {
    if (!isOver) tell();
  });
  return {
    close: () => {
      isOver = true;
    },
    setPaused: () => undefined,
  };
}
