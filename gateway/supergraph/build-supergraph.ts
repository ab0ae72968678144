import { Supergraph } from '@apollo/federation-internals';

/**
 * The supergraph as the planner reads it.
 * @throws Error where it uses what this gateway does not know
 */
export function buildSupergraph(supergraphSdl: string): Supergraph {
  return Supergraph.build(supergraphSdl);
}
