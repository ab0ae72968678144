/** How far a subscription was told, in its own words. */
export interface Watermark extends Disposable {
  /** Everything up to this cursor was handed to the connection. */
  tell(cursor: string): void;
  /** An event goes out: a place before it that was not sent yet must not come behind it. */
  overtake(): void;
}

/** @param everyMs shortest time between two; the first is sent at once, a cursor never twice */
export function createWatermark(deps: {
  send: (cursor: string) => void;
  everyMs: number;
}): Watermark {
  let latest: string | null = null;
  let sent: string | null = null;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    if (latest === null || latest === sent) return;
    sent = latest;
    deps.send(latest);
    timer = setTimeout(flush, deps.everyMs).unref();
  }

  return {
    tell: (cursor) => {
      latest = cursor;
      if (!timer) flush();
    },
    overtake: () => {
      latest = sent;
    },
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      latest = null;
    },
  };
}
