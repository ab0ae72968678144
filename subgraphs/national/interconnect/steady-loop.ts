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
        if (signal.aborted) return;
        failures += 1;
        await onFailure(error);
        await pause(Math.max(backOffMs(failures, Math.random()), 1), signal);
      }
    }
  }
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, durationMs);
  const end = (): void => {
    clearTimeout(timer);
    resolve();
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return promise.finally(() => signal.removeEventListener('abort', end));
}
