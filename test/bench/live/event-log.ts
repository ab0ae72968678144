interface LoggedEvent {
  assignmentIssued: { cursor: string; at: string; assignment: Record<string, unknown> };
}

/** Events in memory; each reader goes on from its cursor, without gap or repeat. */
export interface EventLog {
  append: () => void;
  /** @param onEnd called once, when the reader has left */
  read: (after: string | null, onEnd: () => void) => AsyncIterableIterator<LoggedEvent>;
}

const UNITS = 50;

/** Cursors count from 1, in digits of equal length. */
export function createEventLog(): EventLog {
  const events: LoggedEvent[] = [];
  const wakers = new Set<() => void>();
  return {
    append: () => {
      const cursor = String(events.length + 1).padStart(8, '0');
      events.push({
        assignmentIssued: {
          cursor,
          at: new Date().toISOString(),
          assignment: {
            id: `assignment:${cursor}`,
            instruction: 'Please look into it.',
            unit: { __typename: 'Unit', id: `unit:${events.length % UNITS}` },
            petition: { __typename: 'Petition', id: `letter:${cursor}` },
          },
        },
      });
      for (const wake of wakers) wake();
    },
    read: (after, onEnd) => {
      let next = after === null ? events.length : Number(after);
      let wake = (): void => undefined;
      let isOver = false;
      const call = (): void => wake();
      wakers.add(call);
      const end = async (): Promise<IteratorResult<LoggedEvent>> => {
        if (!isOver) onEnd();
        isOver = true;
        wakers.delete(call);
        wake();
        return { done: true, value: undefined };
      };
      const reader: AsyncIterableIterator<LoggedEvent> = {
        [Symbol.asyncIterator]: () => reader,
        next: async () => {
          while (!isOver && next >= events.length)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          const event = isOver ? undefined : events[next];
          next += 1;
          return event ? { done: false, value: event } : { done: true, value: undefined };
        },
        return: end,
        throw: end,
      };
      return reader;
    },
  };
}
