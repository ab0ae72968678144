/** What a client library tells of one subscription. */
interface Sink {
  onEvent: (event: { cursor: string }) => void;
  onError: (error: unknown) => void;
}

/** @returns ends the subscription */
export type SubscribeFrom = (after: string | null, sink: Sink) => () => void;

export interface Resuming {
  /** Cursors of all events, in order. */
  seen: () => readonly string[];
  errors: () => readonly unknown[];
  /** Ends the subscription and subscribes again from the last cursor: for each lost connection. */
  resume: () => void;
  stop: () => void;
}

/** The few lines that an application adds to its client, as the guide for clients has them. */
export function createResuming(subscribeFrom: SubscribeFrom): Resuming {
  const seen: string[] = [];
  const errors: unknown[] = [];
  const subscribe = (): (() => void) =>
    subscribeFrom(seen.at(-1) ?? null, {
      onEvent: ({ cursor }) => void seen.push(cursor),
      onError: (error) => void errors.push(error),
    });
  let isOver = false;
  let stop = subscribe();
  return {
    seen: () => seen,
    errors: () => errors,
    resume: () => {
      if (isOver) return;
      stop();
      stop = subscribe();
    },
    stop: () => {
      isOver = true;
      stop();
    },
  };
}
