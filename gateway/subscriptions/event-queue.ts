/**
 * Events between a producer that pushes and graphql-ws, which pulls. Written by hand because
 * an async generator's return() waits for its pending next(), and the upstream with it.
 */
export interface EventQueue<Event> {
  events: AsyncGenerator<Event, void, void>;
  push: (event: Event) => void;
  /** After what is queued already, the consumer gets this error. */
  fail: (error: Error) => void;
  /** After what is queued already, the consumer is done. */
  end: () => void;
  size: () => number;
}

type Waiting<Event> = PromiseWithResolvers<IteratorResult<Event, void>>;

/** @param onReturn called once, when the consumer wants no more or all is told */
export function createEventQueue<Event>(onReturn: () => void): EventQueue<Event> {
  const queued: Event[] = [];
  let waiting: Waiting<Event> | null = null;
  let ending: { error: Error | null } | null = null;
  let isClosed = false;

  const close = (): IteratorResult<Event, void> => {
    if (!isClosed) {
      isClosed = true;
      queued.length = 0;
      waiting?.resolve({ done: true, value: undefined });
      waiting = null;
      onReturn();
    }
    return { done: true, value: undefined };
  };
  const settle = (): void => {
    const consumer = waiting;
    const event = queued[0];
    if (!consumer || (event === undefined && !ending)) return;
    waiting = null;
    if (event !== undefined) {
      queued.shift();
      consumer.resolve({ done: false, value: event });
      return;
    }
    close();
    if (ending?.error) consumer.reject(ending.error);
    else consumer.resolve({ done: true, value: undefined });
  };
  const next = (): Promise<IteratorResult<Event, void>> => {
    if (isClosed) return Promise.resolve({ done: true, value: undefined });
    waiting = Promise.withResolvers<IteratorResult<Event, void>>();
    const { promise } = waiting;
    settle();
    return promise;
  };
  const finish = (error: Error | null): void => {
    ending ??= { error };
    settle();
  };
  const events: AsyncGenerator<Event, void, void> = {
    next,
    return: () => Promise.resolve(close()),
    throw: () => Promise.resolve(close()),
    [Symbol.asyncIterator]: () => events,
    [Symbol.asyncDispose]: () => Promise.resolve(void close()),
  };
  return {
    events,
    push: (event) => {
      if (isClosed || ending) return;
      queued.push(event);
      settle();
    },
    fail: (error) => finish(error),
    end: () => finish(null),
    size: () => queued.length,
  };
}
