const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/**
 * How long to wait before a try, in ms: doubled each time up to 15 s, with jitter, so that a
 * thousand boards do not come back in the same moment.
 * @param attempt from 1 on
 */
export function retryWaitMs(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return longest * (0.5 + random() / 2);
}

/** A wait that can be cut short. */
export interface Pause {
  done: Promise<unknown>;
  end(): void;
}

export function pause(ms: number): Pause {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), ms);
  return {
    done: promise,
    end: () => {
      clearTimeout(timer);
      resolve(null);
    },
  };
}
