/** An append-only log that a subgraph reads from; it outlives the subgraph, as a database would. */
export interface EventLog {
  append: (caseId: string) => void;
  /** Events after the cursor; without one, those appended from now on. */
  readFrom: (after: string | null) => AsyncGenerator<{ caseOpened: LoggedEvent }, undefined>;
  readers: () => number;
  /** Where the log ends now. */
  head: () => string;
}

export interface LoggedEvent {
  cursor: string;
  caseId: string;
}

export function createEventLog(): EventLog {
  const events: LoggedEvent[] = [];
  const wakers = new Set<() => void>();
  return {
    append: (caseId) => {
      events.push({ cursor: `cursor-${events.length + 1}`, caseId });
      for (const wake of [...wakers]) wake();
    },
    readFrom: (after) => readFrom(events, wakers, after),
    readers: () => wakers.size,
    head: () => `cursor-${events.length}`,
  };
}

type Result = IteratorResult<{ caseOpened: LoggedEvent }, undefined>;

function readFrom(
  events: readonly LoggedEvent[],
  wakers: Set<() => void>,
  after: string | null,
): AsyncGenerator<{ caseOpened: LoggedEvent }, undefined> {
  let position =
    after === null ? events.length : events.findIndex(({ cursor }) => cursor === after) + 1;
  let isOver = false;
  let arrival = Promise.withResolvers<null>();
  const wake = (): void => {
    arrival.resolve(null);
    arrival = Promise.withResolvers<null>();
  };
  wakers.add(wake);
  const over = (): Promise<Result> => {
    isOver = true;
    wakers.delete(wake);
    wake();
    return Promise.resolve({ done: true, value: undefined });
  };
  const reader: AsyncGenerator<{ caseOpened: LoggedEvent }, undefined> = {
    next: async () => {
      while (!isOver) {
        const event = events[position];
        if (event) {
          position += 1;
          return { done: false, value: { caseOpened: event } };
        }
        await arrival.promise;
      }
      return { done: true, value: undefined };
    },
    return: over,
    throw: over,
    [Symbol.asyncIterator]: () => reader,
    [Symbol.asyncDispose]: async () => {
      await over();
    },
  };
  return reader;
}
