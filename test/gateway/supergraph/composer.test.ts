import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { createComposer } from '../../../gateway/supergraph/composition/composer.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { TEST_SDL } from '../support/test-graph.ts';

const log = createLog('gateway', 'silent');
const SUBGRAPHS = Object.entries(TEST_SDL).map(([name, sdl]) => ({
  name,
  url: `http://${name}.invalid/graphql`,
  sdl,
}));
const composeWorker = () =>
  new Worker(new URL('../../../gateway/supergraph/composition/compose-worker.ts', import.meta.url));
const dyingWorker = () =>
  new Worker("require('node:worker_threads').parentPort.once('message', () => process.exit(3))", {
    eval: true,
  });

/** In what the processor worked, which a busy machine does not lengthen. */
const sum = ({ user, system }: NodeJS.CpuUsage): number => user + system;

describe('the composition thread', () => {
  it('composes, or says what is wrong with which subgraph', async () => {
    await using composer = createComposer({ log });
    expect(await composer.compose(SUBGRAPHS)).toEqual({
      supergraphSdl: expect.stringContaining('join__Graph'),
    });
    const broken = [...SUBGRAPHS, { name: 'more', url: '', sdl: 'type Query { more: Nothing }' }];
    expect(await composer.compose(broken)).toMatchObject({
      faults: [{ code: 'INVALID_GRAPHQL', subgraphs: ['more'] }],
    });
  });

  it('leaves the main thread free meanwhile', async () => {
    await using composer = createComposer({ log });
    await composer.compose(SUBGRAPHS);
    const shares: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const [ofAll, ofMain] = [process.cpuUsage(), process.threadCpuUsage()];
      await composer.compose(SUBGRAPHS);
      shares.push(sum(process.threadCpuUsage(ofMain)) / sum(process.cpuUsage(ofAll)));
    }
    // a collection of garbage comes now and then; what composing itself takes comes each time
    expect(Math.min(...shares)).toBeLessThan(1 / 4);
  });

  it('is started again when it dies, and the composition with it', async () => {
    const workers = [dyingWorker, composeWorker];
    await using composer = createComposer({ log, openWorker: () => workers.shift()!() });
    expect(await composer.compose(SUBGRAPHS)).toHaveProperty('supergraphSdl');
    expect(workers).toEqual([]);
  });

  it('that dies twice fails the composition, not the next one', async () => {
    const workers = [dyingWorker, dyingWorker, composeWorker];
    await using composer = createComposer({ log, openWorker: () => workers.shift()!() });
    await expect(composer.compose(SUBGRAPHS)).rejects.toThrow('ended with code 3');
    expect(await composer.compose(SUBGRAPHS)).toHaveProperty('supergraphSdl');
  });

  it('that does not come to an end is ended', async () => {
    const busy = () => new Worker('setInterval(() => {}, 1000)', { eval: true });
    await using composer = createComposer({ log, openWorker: busy, timeoutMs: 20 });
    await expect(composer.compose(SUBGRAPHS)).rejects.toThrow('more than 20 ms');
  });
});
