import { Worker } from 'node:worker_threads';
import { GraphQLError } from 'graphql';
import type { Form } from './form.ts';
import type { PdfJob, PdfResult } from './pdf-worker.ts';

/** Prints on a thread of its own, so that requests are served meanwhile. */
export interface PdfPrinter extends AsyncDisposable {
  /** @throws GraphQLError GLYPH_MISSING · Error where the thread fails or takes too long */
  print: (form: Form) => Promise<Buffer>;
}

interface Thread {
  worker: Worker;
  pending: Map<number, PromiseWithResolvers<Buffer>>;
}

const TIMEOUT_MS = 30_000;

/** @param fallbackFonts paths of fonts for rare names */
export function createPdfPrinter(fallbackFonts: readonly string[]): PdfPrinter {
  let thread: Thread | null = null;
  let lastId = 0;
  const fail = (failed: Thread, error: Error): void => {
    if (thread === failed) thread = null;
    for (const { reject } of failed.pending.values()) reject(error);
    failed.pending.clear();
  };
  const open = (): Thread => {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
      workerData: { fallbackFonts },
    });
    const opened: Thread = { worker, pending: new Map() };
    // An idle thread must not keep the process alive.
    worker.unref();
    worker.on('message', (result: PdfResult) => settle(opened, result));
    worker.on('error', (error: Error) => fail(opened, error));
    worker.on('exit', (code) => fail(opened, new Error(`the printing thread ended with ${code}`)));
    return opened;
  };
  return {
    print: async (form) => {
      thread ??= open();
      const used = thread;
      const job: PdfJob = { id: (lastId += 1), form };
      const answer = Promise.withResolvers<Buffer>();
      used.pending.set(job.id, answer);
      used.worker.postMessage(job);
      const timer = setTimeout(() => {
        fail(used, new Error(`a form took more than ${TIMEOUT_MS} ms`));
        void used.worker.terminate();
      }, TIMEOUT_MS);
      return answer.promise.finally(() => clearTimeout(timer));
    },
    [Symbol.asyncDispose]: async () => {
      await thread?.worker.terminate();
    },
  };
}

function settle({ pending }: Thread, result: PdfResult): void {
  const answer = pending.get(result.id);
  pending.delete(result.id);
  if ('pdf' in result) answer?.resolve(Buffer.from(result.pdf));
  else if ('refusal' in result)
    answer?.reject(
      new GraphQLError(result.refusal.message, { extensions: result.refusal.extensions }),
    );
  else answer?.reject(new Error(`a form could not be printed: ${result.fault}`));
}
