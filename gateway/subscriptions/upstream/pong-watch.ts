/** Waits for the answer to a ping. */
interface PongWatch {
  start: () => void;
  stop: () => void;
}

const LOOKS = 5;

/**
 * Five seconds, a second at a time: one that this process itself stood still is counted as one, since
 * the answer that came meanwhile is read only after it.
 * @param onMissing called once, where no answer came
 */
export function createPongWatch(onMissing: () => void, lookMs = 1_000): PongWatch {
  let timer: NodeJS.Timeout | undefined;
  const look = (left: number): void => {
    const over = left === 1 ? onMissing : () => look(left - 1);
    timer = setTimeout(over, lookMs).unref();
  };
  const stop = (): void => clearTimeout(timer);
  return {
    start: () => {
      stop();
      look(LOOKS);
    },
    stop,
  };
}
