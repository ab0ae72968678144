import { describe, expect, it } from '@jest/globals';
import { createGateway } from '../../../../gateway/gateway.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { startGraph, type TestGraph } from '../../support/start-graph.ts';
import { until } from '../../support/until.ts';
import { ALL_CLIENTS, type OpenClientOf } from './client-kinds.ts';
import { createResuming } from './resuming.ts';

const startAnother = (graph: TestGraph) =>
  createGateway({ config: graph.config, log: createLog('gateway', 'silent') });

const cursors = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `cursor-${index + 1}`);

describe.each(ALL_CLIENTS)('unmodified, %s', (name: string, open: OpenClientOf) => {
  it('sees each event once although its gateway stops and another takes over', async () => {
    await using graph = await startGraph();
    await using another = await startAnother(graph);
    let url = graph.url;
    const lostBy: number[] = [];
    await using client = open({
      url: () => url,
      onLost: (code) => {
        lostBy.push(code);
        resuming.resume();
      },
    });
    const resuming = createResuming(client.subscribeFrom);
    await until('a reader', () => graph.log.readers() === 1);
    graph.log.append('c1');
    graph.log.append('c2');
    await until('two events', () => resuming.seen().length === 2);
    url = another.url;
    await graph.stopGateway();
    graph.log.append('c3');
    await until('what was missed', () => resuming.seen().length === 3);
    graph.log.append('c1');
    await until('what is new', () => resuming.seen().length === 4);
    expect(resuming.seen()).toEqual(cursors(4));
    expect(resuming.errors()).toEqual([]);
    if (name !== 'graphql-sse') expect(lostBy).toEqual([1001]);
    resuming.stop();
    await until('nobody reads', () => graph.log.readers() === 0);
  });
});
