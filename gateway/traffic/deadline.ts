import type { FailureReason } from './failure.ts';

/** Ends a fetch by time or with its client, whichever comes first. */
export interface Deadline extends Disposable {
  signal: AbortSignal;
  /** Why it ended; null while it has not. */
  reason: () => FailureReason | null;
  /** From now on time alone ends it. */
  outliveClient: () => void;
}

/** One controller and one timer: AbortSignal.any and .timeout cost several times as much. */
export function openDeadline(timeoutMs: number, client: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let reason: FailureReason | null = null;
  const end = (why: FailureReason): void => {
    if (reason) return;
    reason = why;
    controller.abort();
  };
  const onClientGone = (): void => end('CANCELLED');
  const outliveClient = (): void => client?.removeEventListener('abort', onClientGone);
  const timer = setTimeout(() => end('TIMEOUT'), timeoutMs);
  client?.addEventListener('abort', onClientGone, { once: true });
  return {
    signal: controller.signal,
    reason: () => reason,
    outliveClient,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      outliveClient();
    },
  };
}
