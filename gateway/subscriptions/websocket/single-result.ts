import type { ExecutionResult } from 'graphql';

type Events = AsyncGenerator<ExecutionResult, void, void>;
type Next = IteratorResult<ExecutionResult, void>;

const DONE: Next = { done: true, value: undefined };

/**
 * A query or mutation in the form of a stream, which is all that graphql-ws ends when its client
 * does: a plain promise would run on to an answer that nobody gets.
 * @param run its signal is aborted where the client wants the answer no longer
 * @param onOver called once, when the answer is told or not wanted
 */
export function createSingleResult(
  run: (signal: AbortSignal) => Promise<ExecutionResult>,
  onOver: () => void,
): Events {
  const unwanted = new AbortController();
  const closed = Promise.withResolvers<Next>();
  let isAsked = false;
  let isOver = false;
  const finish = (): Next => {
    if (!isOver) {
      isOver = true;
      onOver();
    }
    return DONE;
  };
  const close = (): Promise<Next> => {
    if (!isOver) unwanted.abort();
    closed.resolve(finish());
    return closed.promise;
  };
  const events: Events = {
    next: () => {
      if (isAsked || isOver) return Promise.resolve(finish());
      isAsked = true;
      const result = run(unwanted.signal).then((value): Next => ({ done: false, value }));
      return Promise.race([result, closed.promise]);
    },
    return: close,
    throw: close,
    [Symbol.asyncIterator]: () => events,
    [Symbol.asyncDispose]: async () => {
      await close();
    },
  };
  return events;
}
