import { parentPort } from 'node:worker_threads';
import { composeSubgraphs } from './compose.ts';
import type { Composed, SubgraphSdl } from './composed.ts';

export interface ComposeJob {
  id: number;
  subgraphs: readonly SubgraphSdl[];
}

export interface ComposeResult {
  id: number;
  composed: Composed;
}

parentPort?.on('message', ({ id, subgraphs }: ComposeJob) => {
  const result: ComposeResult = { id, composed: composeSubgraphs(subgraphs) };
  parentPort?.postMessage(result);
});
