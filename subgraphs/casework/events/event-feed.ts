import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../kit/process/log.ts';
import { createEventListener } from './event-listener.ts';
import { readBounds, readEvents, type EventPage } from './event-log.store.ts';
import {
  cursorExpired,
  fromCursor,
  invalidCursor,
  isBefore,
  toHeadCursor,
  type EventFilter,
  type LoggedEvent,
  type Position,
} from './event-position.ts';
import { createEventReader, type EventStream } from './event-reader.ts';
import { readOpenEvents } from './open-events.store.ts';
import { createEventTail } from './event-tail.ts';

/** The event log as endless streams, without gap or repeat; one per process. */
export interface EventFeed extends AsyncDisposable {
  /** @throws CURSOR_INVALID, CURSOR_EXPIRED */
  subscribe(filter: EventFilter, start?: EventStart): Promise<EventStream>;
  /** Cursor of this moment, good for any subscription. */
  headCursor(): Promise<string>;
}

/** By default what is appended from now on. */
export interface EventStart {
  /** Cursor to go on from. */
  after?: string | null | undefined;
  /** Begins with what is open now; ignored with `after`. */
  withOpen?: boolean;
  /** Everything up to this cursor was taken and is done with by the consumer. */
  onTold?: ((cursor: string) => void) | undefined;
}

interface EventFeedDeps {
  orm: MikroORM;
  /** Of the dedicated connection that listens. */
  databaseUrl: string;
  log: Logger;
  /** How soon an event is found that no notification told of. */
  pollMs?: number;
}

const DEFAULT_POLL_MS = 1_000;
const PAGE = 100;

export function createEventFeed(deps: EventFeedDeps): EventFeed {
  const { orm, databaseUrl, log, pollMs = DEFAULT_POLL_MS } = deps;
  const streams = new Set<EventStream>();
  const tail = createEventTail({
    readAfter: (position) => readEvents(orm.em.fork(), position, null, PAGE),
    log,
    pollMs,
  });
  const listener = createEventListener({
    databaseUrl,
    channel: `${orm.config.get('schema') ?? 'public'}_event`,
    onNews: tail.wake,
    log,
  });
  return {
    subscribe: async (filter, { after, withOpen = false, onTold } = {}) => {
      const stream = createEventReader({
        ...(await startOf(orm, filter, after ?? null, withOpen)),
        filter,
        onTold: onTold && ((position) => onTold(toHeadCursor(position))),
        tail,
        readAfter: (position) => readKept(orm, position, filter),
        onEnd: (ended) => streams.delete(ended),
      });
      streams.add(stream);
      return stream;
    },
    headCursor: async () => toHeadCursor((await readBounds(orm.em.fork())).head),
    [Symbol.asyncDispose]: async () => {
      for (const stream of streams) await stream.return();
      await listener[Symbol.asyncDispose]();
      await tail[Symbol.asyncDispose]();
    },
  };
}

/** A slow reader may be overtaken by the horizon: rather an error than a gap. */
async function readKept(
  orm: MikroORM,
  position: Position,
  filter: EventFilter,
): Promise<EventPage> {
  const em = orm.em.fork();
  const page = await readEvents(em, position, filter, PAGE);
  if (page.isExpired) throw cursorExpired((await readBounds(em)).head);
  return page;
}

async function startOf(
  orm: MikroORM,
  filter: EventFilter,
  after: string | null,
  withOpen: boolean,
): Promise<{ open?: readonly LoggedEvent[]; from: Position }> {
  const em = orm.em.fork();
  if (after === null && withOpen) {
    const { events, head } = await readOpenEvents(em, filter);
    return { open: events, from: head };
  }
  const given = after === null ? null : fromCursor(after, filter.subscription);
  const { head, end, horizon } = await readBounds(em);
  // A cursor ahead of the log comes from another database, or from before a restore.
  if (given && isBefore(end, given)) throw invalidCursor();
  if (given && isBefore(given, horizon)) throw cursorExpired(head);
  return { from: given ?? head };
}
