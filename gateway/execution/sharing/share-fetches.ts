import { OperationTypeNode } from 'graphql';
import type { Caller } from '../../auth/caller.ts';
import { authorityOf, createFlights, type Flights } from './flights.ts';
import { copyOf } from '../merge.ts';
import type { SubgraphRequest, SubgraphResult, SubgraphSource } from '../fetch/subgraph-source.ts';
import { variablesText } from '../fetch/variables-text.ts';

/** Lets equal fetches under way at the same time, for equal callers, be one request. */
interface FetchSharing {
  /** @param changes tells which of the fetches under way are new enough to be joined */
  forCaller: (caller: Caller, changes: number) => (source: SubgraphSource) => SubgraphSource;
}

export function createFetchSharing(): FetchSharing {
  const bySource = new WeakMap<SubgraphSource, Flights<SubgraphResult>>();
  return {
    forCaller: (caller, changes) => {
      const prefix = `${changes} ${authorityOf(caller)}`;
      return (source) => {
        const flights = bySource.get(source) ?? createFlights<SubgraphResult>();
        bySource.set(source, flights);
        return { fetch: (request) => fetchShared(source, flights, prefix, request) };
      };
    },
  };
}

function fetchShared(
  source: SubgraphSource,
  flights: Flights<SubgraphResult>,
  prefix: string,
  request: SubgraphRequest,
): Promise<SubgraphResult> {
  if (request.kind !== OperationTypeNode.QUERY) return source.fetch(request);
  const { caller, query, variables } = request;
  return flights.join(
    `${prefix}\n${query}\n${variablesText(variables)}`,
    caller.signal,
    (signal) => source.fetch({ ...request, caller: { ...caller, signal } }),
    ownCopy,
  );
}

/** Whoever gets an answer merges further ones into it. */
function ownCopy(result: SubgraphResult, isLast: boolean): SubgraphResult {
  return isLast ? result : { ...result, data: copyOf(result.data) };
}
