import { setTimeout as delay } from 'node:timers/promises';
import { backOffMs } from '../../kit/outbox/back-off.ts';

interface LoopDeps {
  /** @returns whether there is more to do at once */
  round: (signal: AbortSignal) => Promise<boolean>;
  /** Told of every round that failed; it is tried again after a growing pause. */
  onFailure: (error: unknown) => Promise<void>;
  /** Between two rounds where there is no more to do. */
  pauseMs: number;
}

/** Repeats one piece of work until it is disposed, which ends a pause or a round at once. */
export function startLoop({ round, onFailure, pauseMs }: LoopDeps): AsyncDisposable {
  const stop = new AbortController();
  const running = run(stop.signal);
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };

  async function run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const hasMore = await round(signal);
        failures = 0;
        if (!hasMore) await pause(pauseMs, signal);
      } catch (error) {
        failures += 1;
        if (isOver(signal)) return;
        await onFailure(error);
        await pause(backOffMs(failures, Math.random()), signal);
      }
    }
  }
}

/** It may have been aborted since it was last looked at, which the compiler does not expect. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Ends early, without an error, where the loop is stopped. */
async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await delay(durationMs, undefined, { signal }).catch(() => undefined);
}
