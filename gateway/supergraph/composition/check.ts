import { checkRouting } from '../../../schema/partitions/check-routing.ts';
import { buildSupergraph } from '../build-supergraph.ts';
import type { CompositionFault } from './composed.ts';

/** Whether this gateway could serve a supergraph, whoever composed it. */
export function checkSupergraph(supergraphSdl: string): CompositionFault[] {
  try {
    const supergraph = buildSupergraph(supergraphSdl);
    const names = supergraph.subgraphs().names();
    return checkRouting(supergraphSdl).map((message) => ({
      code: 'ROUTING_IMPOSSIBLE',
      message,
      subgraphs: names.filter((name) => message.includes(`"${name}"`)),
    }));
  } catch (error) {
    const { message } = error as Error;
    return [{ code: 'SUPERGRAPH_REFUSED', message, subgraphs: [] }];
  }
}
