import { setTimeout as delay } from 'node:timers/promises';
import type { AssignmentSource } from './assignment-source.ts';

export interface EventFlow extends AsyncDisposable {
  /** Resolves to how many events there were, once the last one is in the log. */
  stop(): Promise<number>;
}

/** Events at a steady rate: a slow one does not delay those that follow. */
export function issueEvery(source: AssignmentSource, everyMs: number): EventFlow {
  const stopped = new AbortController();
  const issued: Promise<unknown>[] = [];
  const run = async (): Promise<void> => {
    const startedAtMs = performance.now();
    for (let count = 1; !stopped.signal.aborted; count += 1) {
      issued.push(source.issue());
      const restMs = startedAtMs + count * everyMs - performance.now();
      await delay(Math.max(restMs, 0), undefined, { signal: stopped.signal }).catch(
        () => undefined,
      );
    }
  };
  const running = run();
  const stop = async (): Promise<number> => {
    stopped.abort();
    await running;
    await Promise.all(issued);
    return issued.length;
  };
  return {
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
}
