import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadResult } from './load.ts';

export interface LoadGenerator extends Disposable {
  pid: number;
  run: (order: LoadOrder) => Promise<LoadResult>;
}

export function startLoadGenerator(): LoadGenerator {
  const child = fork(fileURLToPath(new URL('load-process.ts', import.meta.url)));
  return {
    pid: child.pid ?? 0,
    run: async (order) => {
      child.send(order);
      const [result] = (await once(child, 'message')) as [LoadResult];
      return result;
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}
