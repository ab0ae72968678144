/** npm passes a terminal's Ctrl-C on, so one key press arrives twice. */
const SAME_KEY_MS = 1_000;

/**
 * Listens for Ctrl-C and its relatives.
 * @param onForce called for a second one, later than the first
 * @returns a signal that aborts with the first one
 */
export function listenForStop(onForce: () => void): AbortSignal {
  const controller = new AbortController();
  let firstAtMs: number | null = null;
  const onSignal = (): void => {
    const nowMs = performance.now();
    if (firstAtMs === null) {
      firstAtMs = nowMs;
      controller.abort();
    } else if (nowMs - firstAtMs > SAME_KEY_MS) {
      onForce();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return controller.signal;
}
