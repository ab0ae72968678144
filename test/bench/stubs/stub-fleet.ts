import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { Graph } from '../contenders/contender.ts';
import { CLASSIC_SUBGRAPHS } from '../classic/subgraphs.ts';
import { JOINED_SUBGRAPHS } from '../live/graph.ts';
import { PORTAL_SUBGRAPHS } from '../portal/subgraphs.ts';
import type { StubSubgraph } from './stub-subgraph.ts';

export interface Counted {
  requests: number;
  /** Requests that reached a subgraph without saying who asks. */
  withoutIdentity: number;
  /** Requests that were no operation on the subgraph's schema. */
  refused: number;
}

export interface StubFleet extends Disposable {
  urls: Record<string, string>;
  pids: readonly number[];
  supergraphSdl: string;
  count: () => Promise<Counted>;
}

const SUBGRAPHS: Record<Graph, Record<string, StubSubgraph>> = {
  classic: CLASSIC_SUBGRAPHS,
  portal: PORTAL_SUBGRAPHS,
  live: JOINED_SUBGRAPHS,
};
const STUB = fileURLToPath(new URL('stub-process.ts', import.meta.url));

/** Starts the subgraphs of a graph, one process each, and composes them. */
export async function startFleet(graph: Graph): Promise<StubFleet> {
  const subgraphs = SUBGRAPHS[graph];
  const children = new Map<string, ChildProcess>();
  const urls: Record<string, string> = {};
  for (const name of Object.keys(subgraphs)) {
    const child = fork(STUB, [graph, name], { env: { NODE_ENV: 'production' } });
    children.set(name, child);
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    urls[name] = `http://127.0.0.1:${port}/graphql`;
  }
  return {
    urls,
    pids: [...children.values()].map(({ pid = 0 }) => pid),
    supergraphSdl: compose(Object.entries(subgraphs), urls),
    count: async () => {
      const counts = await Promise.all([...children.values()].map(ask));
      const total = (read: (counted: Counted) => number) =>
        counts.reduce((sum, counted) => sum + read(counted), 0);
      return {
        requests: total(({ requests }) => requests),
        withoutIdentity: total(({ withoutIdentity }) => withoutIdentity),
        refused: total(({ refused }) => refused),
      };
    },
    [Symbol.dispose]: () => {
      for (const child of children.values()) child.kill();
    },
  };
}

async function ask(child: ChildProcess): Promise<Counted> {
  child.send('count');
  const [counted] = (await once(child, 'message')) as [Counted];
  return counted;
}

export function compose(
  subgraphs: [string, { sdl: string }][],
  urls: Record<string, string>,
): string {
  const composed = composeServices(
    subgraphs.map(([name, { sdl }]) => ({ name, url: urls[name] ?? '', typeDefs: parse(sdl) })),
  );
  if (composed.errors) throw new Error(composed.errors.map(String).join('\n'));
  return composed.supergraphSdl;
}
