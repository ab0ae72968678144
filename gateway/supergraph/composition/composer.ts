import { Worker } from 'node:worker_threads';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import type { ComposeJob, ComposeResult, Work } from './compose-worker.ts';
import type { Composed, SubgraphSdl } from './composed.ts';

/** Composes on a thread of its own, so that requests are served meanwhile. */
export interface Composer extends AsyncDisposable {
  /** Rejects only where the thread fails twice, or after dispose. */
  compose: (subgraphs: readonly SubgraphSdl[]) => Promise<Composed>;
  /** Says of a supergraph composed elsewhere whether it can be served; rejects as `compose`. */
  check: (supergraphSdl: string) => Promise<Composed>;
}

interface ComposerDeps {
  log: Logger;
  openWorker?: () => Worker;
  timeoutMs?: number;
}

interface Thread {
  worker: Worker;
  pending: Map<number, PromiseWithResolvers<Composed>>;
  /** The next composition gets another thread. */
  fail: (error: Error) => void;
}

const DEFAULT_TIMEOUT_MS = 60_000;

export function createComposer(deps: ComposerDeps): Composer {
  const { openWorker = openComposeWorker, timeoutMs = DEFAULT_TIMEOUT_MS } = deps;
  let thread: Thread | null = null;
  let isClosed = false;
  let lastId = 0;

  const open = (): Thread => {
    const worker = openWorker();
    const pending: Thread['pending'] = new Map();
    const opened: Thread = {
      worker,
      pending,
      fail: (error) => {
        if (thread === opened) thread = null;
        for (const { reject } of pending.values()) reject(error);
        pending.clear();
      },
    };
    // an idle thread must not keep the process alive
    worker.unref();
    worker.on('message', ({ id, composed }: ComposeResult) => {
      pending.get(id)?.resolve(composed);
      pending.delete(id);
    });
    worker.on('error', opened.fail);
    worker.on('exit', (code) => opened.fail(new Error(`the thread ended with code ${code}`)));
    return opened;
  };
  const ask = async (work: Work): Promise<Composed> => {
    if (isClosed) throw new Error('the composer is closed');
    thread ??= open();
    const { worker, pending, fail } = thread;
    const job: ComposeJob = { id: (lastId += 1), work };
    const answer = Promise.withResolvers<Composed>();
    pending.set(job.id, answer);
    worker.postMessage(job);
    const timer = setTimeout(() => {
      fail(new Error(`the composition took more than ${timeoutMs} ms`));
      void worker.terminate();
    }, timeoutMs);
    return answer.promise.finally(() => clearTimeout(timer));
  };
  const askTwice = (work: Work): Promise<Composed> =>
    ask(work).catch((error: unknown) => {
      if (isClosed) throw error;
      deps.log.error({ err: error }, 'the composition thread failed and is started again');
      return ask(work);
    });
  return {
    compose: (subgraphs) => askTwice({ subgraphs }),
    check: (supergraphSdl) => askTwice({ supergraphSdl }),
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      await thread?.worker.terminate();
    },
  };
}

function openComposeWorker(): Worker {
  return new Worker(new URL('./compose-worker.ts', import.meta.url));
}
