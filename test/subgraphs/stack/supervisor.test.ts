import { describe, expect, it } from '@jest/globals';
import type { Exit } from '../../../subgraphs/stack/service-process.ts';
import { createSupervisor } from '../../../subgraphs/stack/supervisor.ts';
import { until } from '../../gateway/support/until.ts';

describe('a supervised service', () => {
  it('is started again and again also where its process cannot even be made', async () => {
    const exits: PromiseWithResolvers<Exit>[] = [];
    const died: string[] = [];
    let attempts = 0;
    const supervisor = createSupervisor({
      name: 'casework',
      port: 4001,
      isRestarted: true,
      report: (event) => event.type === 'died' && died.push(event.how),
      spawn: async () => {
        attempts += 1;
        if (attempts === 2) throw Object.assign(new Error('too many files'), { code: 'EMFILE' });
        const exit = Promise.withResolvers<Exit>();
        exits.push(exit);
        const end = async (): Promise<void> => exit.resolve({ code: null, signal: 'SIGTERM' });
        const ready = Promise.resolve('http://127.0.0.1:4001');
        return { pid: attempts, ready, exited: exit.promise, stop: end, kill: end };
      },
    });
    await supervisor.start();
    exits[0]?.resolve({ code: 1, signal: null });
    await until('the next process', () => supervisor.pid === 3);
    expect(died).toEqual(['exit code 1', 'exit code 127']);
    await supervisor.stop();
  }, 20_000);
});
