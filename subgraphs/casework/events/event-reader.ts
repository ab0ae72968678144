import type { EventPage } from './event-log.store.ts';
import {
  isBefore,
  isWanted,
  type EventFilter,
  type LoggedEvent,
  type Position,
} from './event-position.ts';
import type { EventTail, LiveReader } from './event-tail.ts';

export interface EventStream extends AsyncIterableIterator<LoggedEvent, undefined> {
  /** Ends the stream at once, a waiting next() included. */
  return(): Promise<Step>;
  throw(error: unknown): Promise<Step>;
}

interface EventReaderDeps {
  filter: EventFilter;
  /** Told first, whatever the filter wants. */
  open?: readonly LoggedEvent[];
  from: Position;
  tail: EventTail;
  readAfter: (position: Position) => Promise<EventPage>;
  /** The consumer came back for more, so it is done with everything before this position. */
  onTold?: ((position: Position) => void) | undefined;
  onEnd: (stream: EventStream) => void;
}

type Step = IteratorResult<LoggedEvent, undefined>;

const DONE: Step = { done: true, value: undefined };

/** A consumer that is slower than this goes back to reading pages as it asks for them. */
const MAX_BUFFERED = 256;

/**
 * One subscriber's way through the log: pages of it until it has caught up, then what the tail
 * offers. Written by hand because an async generator's return() waits for the next event.
 */
export function createEventReader(deps: EventReaderDeps): EventStream {
  const { filter, tail } = deps;
  const waiting: PromiseWithResolvers<Step>[] = [];
  let buffer: LoggedEvent[] = [...(deps.open ?? [])];
  let position = deps.from;
  let phase: 'paging' | 'live' | 'ended' = 'paging';
  let isReading = false;
  let isTaken = false;

  const live: LiveReader = {
    offer: (events, upTo) => {
      for (const event of events) {
        if (!isBefore(position, event)) continue;
        if (buffer.length >= MAX_BUFFERED) {
          fallBehind();
          return;
        }
        position = event;
        if (isWanted(event, filter)) deliver(event);
      }
      if (isBefore(position, upTo)) position = upTo;
      tell();
    },
  };

  /** Only while nothing that was read, or was given to the consumer, is still on its way. */
  function tell(): void {
    if (phase === 'live' && isTaken && waiting.length > 0) deps.onTold?.(position);
  }

  function isPaging(): boolean {
    return phase === 'paging';
  }

  function fallBehind(): void {
    phase = 'paging';
    tail.leave(live);
  }

  function deliver(event: LoggedEvent): void {
    isTaken = false;
    const consumer = waiting.shift();
    if (consumer) consumer.resolve({ done: false, value: event });
    else buffer.push(event);
  }

  /** One function, so that it is over at the very moment it finds nobody waiting. */
  async function catchUp(): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      while (isPaging() && waiting.length > 0) {
        const page = await deps.readAfter(position);
        if (!isPaging()) return;
        for (const event of page.events) deliver(event);
        position = page.next;
        if (!page.isFull && tail.join(live, position)) phase = 'live';
        tell();
      }
    } catch (error) {
      waiting.shift()?.reject(error);
      end();
    } finally {
      isReading = false;
    }
  }

  function end(): void {
    if (phase === 'ended') return;
    phase = 'ended';
    tail.leave(live);
    buffer = [];
    for (const consumer of waiting.splice(0)) consumer.resolve(DONE);
    deps.onEnd(stream);
  }

  const stream: EventStream = {
    [Symbol.asyncIterator]: () => stream,
    next: async () => {
      const event = buffer.shift();
      if (event) return { done: false, value: event };
      if (phase === 'ended') return DONE;
      const consumer = Promise.withResolvers<Step>();
      isTaken ||= waiting.length === 0;
      waiting.push(consumer);
      tell();
      void catchUp();
      return consumer.promise;
    },
    return: async () => {
      end();
      return DONE;
    },
    throw: async (error) => {
      end();
      throw error;
    },
  };
  return stream;
}
