import { GraphQLError } from 'graphql';
import type { SubgraphError } from '../execution/fetch/subgraph-source.ts';
import type { PlaceOf } from '../partitions/endpoints.ts';
import { partitionUnavailable, partitionUnknown } from '../partitions/partition-errors.ts';

interface PlacesDeps {
  /** Those that have documents. */
  subgraphs: readonly string[];
  /** GraphQL endpoint of a subgraph, as it is now. */
  urlOf: (subgraph: string) => string;
  /** The subgraph that lives in many places; null where none does. */
  partitioned: () => string | null;
  placeOf: PlaceOf;
}

/**
 * @param partition as the link names it
 * @returns the GraphQL endpoint beside which a document is; null where nobody has such
 * @throws GraphQLError PARTITION_UNKNOWN (404), PARTITION_UNAVAILABLE (503)
 */
export type FindDocuments = (subgraph: string, partition: string | undefined) => string | null;

/** Finds who has a document, by its address alone. */
export function createDocumentPlaces(deps: PlacesDeps): FindDocuments {
  return (subgraph, partition) => {
    if (!deps.subgraphs.includes(subgraph)) return null;
    if (partition === undefined) return deps.urlOf(subgraph);
    if (deps.partitioned() !== subgraph) return null;
    const place = deps.placeOf(partition);
    switch (place.kind) {
      case 'own':
        return place.url;
      case 'city':
        return deps.urlOf(subgraph);
      case 'unknown':
        throw refusal(partitionUnknown(partition, []), 404);
      case 'undecided':
        throw refusal(partitionUnavailable(partition, null, []), 503);
    }
  };
}

function refusal({ message, extensions }: SubgraphError, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, http: { status } } });
}
