import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { ReadyMessage } from '../../subgraphs/kit/process/run-process.ts';
import { openSocket } from './support/socket-client.ts';
import { startGraph, type TestGraph } from './support/start-graph.ts';

function startProcess(graph: TestGraph, overrides: NodeJS.ProcessEnv = {}) {
  const { config } = graph;
  return spawn(process.execPath, ['gateway/main.ts'], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      PORT: '0',
      SUPERGRAPH: config.supergraph.path,
      SUBGRAPH_URLS: JSON.stringify(config.supergraph.urls),
      OIDC_ISSUER: config.identity.issuer,
      OIDC_AUDIENCE: config.identity.audience,
      ACTOR_SIGNING_KEY: JSON.stringify(config.actorSigningKey),
      ...overrides,
    },
  });
}

describe('the gateway’s process', () => {
  it('says when it is ready, and ends by itself after SIGTERM with clients connected', async () => {
    await using graph = await startGraph();
    const child = startProcess(graph);
    const [{ url }] = (await once(child, 'message')) as [ReadyMessage];
    await using socket = openSocket(url);
    const stream = socket.subscribe('subscription { caseOpened(after: "cursor-0") { cursor } }');
    graph.log.append('c1');
    expect(await stream.next()).toEqual({ data: { caseOpened: { cursor: 'cursor-1' } } });
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await socket.closed).toBe(1001);
    expect(await exit).toEqual([0, null]);
  });

  it('does not start without the address of a subgraph of the supergraph', async () => {
    await using graph = await startGraph();
    const child = startProcess(graph, {
      SUBGRAPH_URLS: '{"casework":"http://127.0.0.1:9/graphql"}',
    });
    expect(await once(child, 'exit')).toEqual([1, null]);
  });
});
