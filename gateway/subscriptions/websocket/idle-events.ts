import type { ExecutionResult, GraphQLError } from 'graphql';

/** Ends a subscription; graphql-ws hands it to onError as the cause of its own error. */
export class SubscriptionEnded extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('the subscription ended with errors');
    this.errors = errors;
  }
}

/**
 * What graphql-ws pulls from while a topic writes the events past it: gives nothing, only ends.
 * Written by hand because an async generator's return() waits for its pending next().
 */
export interface IdleEvents {
  events: AsyncGenerator<ExecutionResult, void, void>;
  /** Empty errors complete it. */
  end: (errors: readonly GraphQLError[]) => void;
}

type Done = IteratorResult<ExecutionResult, void>;

/** @param onReturn called once, when the client wants no more or is gone; not after end() */
export function createIdleEvents(onReturn: () => void): IdleEvents {
  const over = Promise.withResolvers<Done>();
  // it may end before anybody asks
  over.promise.catch(() => undefined);
  let isOver = false;
  const finish = (): boolean => {
    const isFirst = !isOver;
    isOver = true;
    return isFirst;
  };
  const close = (): Promise<Done> => {
    if (finish()) {
      over.resolve({ done: true, value: undefined });
      onReturn();
    }
    return Promise.resolve({ done: true, value: undefined });
  };
  const events: AsyncGenerator<ExecutionResult, void, void> = {
    next: () => over.promise,
    return: close,
    throw: close,
    [Symbol.asyncIterator]: () => events,
    [Symbol.asyncDispose]: async () => {
      await close();
    },
  };
  return {
    events,
    end: (errors) => {
      if (!finish()) return;
      if (errors.length > 0) over.reject(new SubscriptionEnded(errors));
      else over.resolve({ done: true, value: undefined });
    },
  };
}
