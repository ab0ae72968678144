import type { Logger } from '../../kit/process/log.ts';
import type { EventPage } from './event-log.store.ts';
import { isBefore, type LoggedEvent, type Position } from './event-position.ts';

/** A reader that has caught up. */
export interface LiveReader {
  /** @param upTo everything before it was offered */
  offer(events: readonly LoggedEvent[], upTo: Position): void;
}

/** The end of the log, read once for all readers that have caught up. */
export interface EventTail extends AsyncDisposable {
  /** False where the tail is further on: read up to there first, then try again. */
  join(reader: LiveReader, at: Position): boolean;
  leave(reader: LiveReader): void;
  /** Something may have been appended. */
  wake: () => void;
}

interface EventTailDeps {
  readAfter: (position: Position) => Promise<EventPage>;
  log: Logger;
  pollMs: number;
}

const SHORTEST_RETRY_MS = 5;
const LONGEST_RETRY_MS = 250;

export function createEventTail({ readAfter, log, pollMs }: EventTailDeps): EventTail {
  const readers = new Set<LiveReader>();
  let position: Position | null = null;
  let isClosed = false;
  let isWoken = false;
  let endWait: () => void = () => undefined;
  let heldUpMs = 0;

  function wake(): void {
    isWoken = true;
    endWait();
  }

  /** Sleeps without end while nobody reads. */
  async function wait(): Promise<void> {
    if (!isWoken) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      endWait = () => resolve(undefined);
      const timer = readers.size > 0 ? setTimeout(endWait, heldUpMs || pollMs) : undefined;
      await promise;
      clearTimeout(timer);
    }
    isWoken = false;
  }

  async function readOn(from: Position): Promise<void> {
    const page = await readAfter(from);
    // Everybody left meanwhile, and perhaps somebody else joined elsewhere.
    if (position !== from) return;
    position = page.next;
    for (const reader of readers) reader.offer(page.events, page.next);
    if (page.isFull) wake();
    heldUpMs = page.isHeldUp ? nextRetryMs(page) : 0;
  }

  /** Mostly the older transaction ends in a moment; a long one must not be asked for all the time. */
  function nextRetryMs({ events }: EventPage): number {
    if (events.length > 0 || heldUpMs === 0) return SHORTEST_RETRY_MS;
    return Math.min(heldUpMs * 2, LONGEST_RETRY_MS);
  }

  async function run(): Promise<void> {
    while (!isClosed) {
      await wait();
      try {
        if (position) await readOn(position);
      } catch (error) {
        log.warn({ err: error }, 'could not read the event log, trying again');
      }
    }
  }

  const running = run();
  return {
    join: (reader, at) => {
      if (position && isBefore(at, position)) return false;
      readers.add(reader);
      if (!position) {
        position = at;
        wake();
      }
      return true;
    },
    leave: (reader) => {
      readers.delete(reader);
      if (readers.size === 0) position = null;
    },
    wake,
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      wake();
      await running;
    },
  };
}
