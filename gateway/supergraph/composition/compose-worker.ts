import { parentPort } from 'node:worker_threads';
import { checkSupergraph } from './check.ts';
import { composeSubgraphs } from './compose.ts';
import type { Composed, SubgraphSdl } from './composed.ts';

/** To compose, or to check what was composed elsewhere. */
export type Work = { subgraphs: readonly SubgraphSdl[] } | { supergraphSdl: string };

export interface ComposeJob {
  id: number;
  work: Work;
}

export interface ComposeResult {
  id: number;
  composed: Composed;
}

parentPort?.on('message', ({ id, work }: ComposeJob) => {
  const result: ComposeResult = { id, composed: doWork(work) };
  parentPort?.postMessage(result);
});

function doWork(work: Work): Composed {
  if ('subgraphs' in work) return composeSubgraphs(work.subgraphs);
  const faults = checkSupergraph(work.supergraphSdl);
  return faults.length > 0 ? { faults } : work;
}
