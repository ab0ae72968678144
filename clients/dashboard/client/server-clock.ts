/** The server's clock, as far as it can be told from here. */
export interface ServerClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** An answer came with this Date header, asked for at `sentAt` and here at `receivedAt`, by this machine's clock. */
  learn(date: string | null, sentAt: number, receivedAt: number): void;
}

/** A Date header is cut to whole seconds: on average it is half a second old. */
const HALF_SECOND_MS = 500;
/** Below this a difference is the header's coarseness, not a wrong clock. */
const COARSENESS_MS = 1_500;

/**
 * The quicker an answer came, the better it tells the time, so the quickest one counts; until another
 * contradicts it by more than both may err, since the clock here was set then.
 */
export function createServerClock(localNow: () => number = Date.now): ServerClock {
  let offsetMs = 0;
  let quickestMs = Infinity;
  return {
    now: () => localNow() + offsetMs,
    learn: (date, sentAt, receivedAt) => {
      const told = date === null ? NaN : Date.parse(date);
      const tookMs = receivedAt - sentAt;
      // less than nothing: it was set on the way
      if (Number.isNaN(told) || tookMs < 0) return;
      const differenceMs = told + HALF_SECOND_MS - (sentAt + receivedAt) / 2;
      const isContrary = Math.abs(differenceMs - offsetMs) > COARSENESS_MS + tookMs;
      if (tookMs >= quickestMs && !isContrary) return;
      quickestMs = tookMs;
      // In a slow answer the server may have looked at its clock at any moment.
      const doubtMs = COARSENESS_MS + tookMs / 2;
      offsetMs = Math.abs(differenceMs) < doubtMs ? 0 : differenceMs;
    },
  };
}
