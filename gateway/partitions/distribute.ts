import { OperationTypeNode } from 'graphql';
import type { RoutingRules } from '../../schema/partitions/routing-rules.ts';
import type { Data } from '../execution/merge.ts';
import type { SubgraphError, SubgraphSource } from '../execution/fetch/subgraph-source.ts';
import type { PlaceOf } from './endpoints.ts';
import { itemsOf, type Item } from './items.ts';
import { fieldsLeftOut, type Analysis } from './operation-analysis.ts';
import { partitionUnavailable, partitionUnknown } from './partition-errors.ts';

/** What one endpoint is asked of one root field. */
export interface Part {
  /** Index in the analysis's fields. */
  field: number;
  items: Item[];
}

/** What one endpoint is asked in one request. */
export interface Share {
  endpoint: SubgraphSource;
  isCity: boolean;
  parts: Part[];
}

export interface Distribution {
  shares: Share[];
  /** For what no endpoint can be asked. */
  lost: SubgraphError[];
  /** Root fields for which nobody need be asked. */
  leftOut: ReadonlySet<number>;
}

export interface Routing {
  rules: RoutingRules;
  city: SubgraphSource;
  placeOf: PlaceOf;
}

/** Who is asked for what. Of a mutation only neighbours travel together, since order counts. */
export function distribute(routing: Routing, analysis: Analysis, variables: Data): Distribution {
  const leftOut = fieldsLeftOut(analysis, variables);
  const distribution: Distribution = { shares: [], lost: [], leftOut };
  const isSerial = analysis.operation.operation === OperationTypeNode.MUTATION;
  const shareOf = createShares(distribution.shares, routing.city, isSerial);
  for (const [index, field] of analysis.fields.entries()) {
    if (leftOut.has(index)) continue;
    const parts = new Map<SubgraphSource, Part>();
    const items = itemsOf(field, variables, routing.rules);
    // an empty list is still a list
    if (items.length === 0) shareOf(routing.city).parts.push({ field: index, items });
    for (const item of items) {
      const place = locate(routing, field.key, item);
      if ('error' in place) {
        distribution.lost.push(place.error);
        continue;
      }
      const known = parts.get(place.endpoint);
      if (known) known.items.push(item);
      else {
        const part = { field: index, items: [item] };
        parts.set(place.endpoint, part);
        shareOf(place.endpoint).parts.push(part);
      }
    }
  }
  return distribution;
}

function createShares(shares: Share[], city: SubgraphSource, isSerial: boolean) {
  const open = new Map<SubgraphSource, Share>();
  return (endpoint: SubgraphSource): Share => {
    const known = open.get(endpoint);
    if (known && (!isSerial || known === shares.at(-1))) return known;
    const share = { endpoint, isCity: endpoint === city, parts: [] };
    open.set(endpoint, share);
    shares.push(share);
    return share;
  };
}

function locate(
  { city, placeOf }: Routing,
  key: string,
  { partition, index }: Item,
): { endpoint: SubgraphSource } | { error: SubgraphError } {
  if (partition === null) return { endpoint: city };
  const path = index === null ? [key] : [key, index];
  const place = placeOf(partition);
  switch (place.kind) {
    case 'city':
      return { endpoint: city };
    case 'own':
      return { endpoint: place.endpoint };
    case 'unknown':
      return { error: partitionUnknown(partition, path) };
    case 'undecided':
      return { error: partitionUnavailable(partition, null, path) };
  }
}
