import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { resolvableKeysFirst } from './resolvable-keys-first.ts';

/**
 * The supergraph as the planner reads it. What may be seen is decided before planning, so that
 * the features for security need nothing of the planner.
 * @param isChecked its subgraphs were found valid before, which takes as long as all the rest
 * @throws Error where it uses what this gateway does not know
 */
export function buildSupergraph(supergraphSdl: string, isChecked = false): Supergraph {
  return Supergraph.build(resolvableKeysFirst(supergraphSdl), {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: !isChecked,
  });
}
