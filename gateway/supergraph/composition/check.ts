import { checkRouting } from '../../../schema/partitions/check-routing.ts';
import { buildSupergraph } from '../build-supergraph.ts';
import type { CompositionFault } from './composed.ts';

/** Whether this gateway could serve a supergraph, whoever composed it. */
export function checkSupergraph(supergraphSdl: string): CompositionFault[] {
  try {
    buildSupergraph(supergraphSdl).subgraphs();
    const issues = checkRouting(supergraphSdl);
    return issues.map((issue) => ({ code: 'ROUTING_IMPOSSIBLE', ...issue }));
  } catch (error) {
    const { message } = error as Error;
    return [{ code: 'SUPERGRAPH_REFUSED', message, subgraphs: [] }];
  }
}
