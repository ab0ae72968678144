import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { Client } from 'graphql-ws';
import { createBatches } from './batches.ts';
import { cityErrorOf, type CityError, type WireError } from './city-error.ts';
import type { CursorStore } from './cursor-store.ts';
import { pause, retryWaitMs, type Pause } from './retry-wait.ts';

/** What every event of the city carries. */
export interface CursorEvent {
  cursor: string;
  /** When it happened. */
  at: string;
}

/** Takes the events of one feed. */
export interface FeedSink<Event> {
  /** Each event once, in order; several at a time where many come. */
  onEvents(events: readonly Event[]): void;
  /**
   * Events were lost for good, as after 400 days away: let go what is shown. A feed that begins with what is open
   * tells that again; for others it is to be asked for.
   */
  onGap?(): void;
  /** The feed ended: it is not for whoever asks. */
  onRefused?(error: CityError): void;
}

export interface FeedDeps<Event> {
  /** Names its cursor; the same feed with another filter is another feed. */
  name: string;
  document: TypedDocumentNode<unknown, never>;
  /** All but `after` and `withOpen`. */
  variables: Record<string, unknown>;
  /** Without a cursor it tells what is open; else it tells nothing of the time without a connection. */
  beginsWithOpen: boolean;
  /** Where it begins if no cursor is kept. */
  after: string | null;
  eventOf: (data: unknown) => Event | null;
  cursors: CursorStore;
  batchMs: number;
  noteData: (event: Event) => void;
  sink: FeedSink<Event>;
}

/** One subscription that outlives its connections. */
export interface Feed {
  /** Subscribes from the last cursor on. */
  connect(client: Client): void;
  disconnect(): void;
  /** Ends it, with what had come by then. */
  close(): void;
}

/** With these nothing is gained by asking again. */
const FINAL: ReadonlySet<string> = new Set(['FORBIDDEN', 'BAD_USER_INPUT', 'LIMIT_EXCEEDED']);
/** An event whose fields cannot be had is asked for so often before it is given up. */
const TRIES_OF_ONE_EVENT = 5;
/** Far more than a resumed feed could repeat: what was open, told once more. */
const REMEMBERED = 50_000;

export function createFeed<Event extends CursorEvent>(deps: FeedDeps<Event>): Feed {
  const { name, cursors, sink } = deps;
  let cursor = cursors.read(name) ?? deps.after;
  let stop: (() => void) | null = null;
  let wait: Pause | null = null;
  let failures = 0;
  let brokenEvents = 0;
  let isClosed = false;
  let wasConnected = false;
  let seen = createSeen();
  const batches = createBatches<Event>(deps.batchMs, (events) => {
    sink.onEvents(events);
    // Kept only now: whoever is reloaded before is told again.
    cursors.write(name, events.at(-1)?.cursor ?? null);
  });

  function take(event: Event): void {
    failures = 0;
    brokenEvents = 0;
    cursor = event.cursor;
    deps.noteData(event);
    if (seen.isNew(event.cursor)) batches.add(event);
  }

  function startOver(from: string | null): void {
    batches.flush();
    seen = createSeen();
    cursor = from;
    cursors.write(name, from);
    sink.onGap?.();
  }

  /** @returns whether to subscribe again */
  function judge(errors: readonly WireError[], isEvent: boolean): boolean {
    const error = cityErrorOf(errors);
    if (FINAL.has(error.code)) {
      isClosed = true;
      sink.onRefused?.(error);
      return false;
    }
    failures += 1;
    if (error.code === 'CURSOR_EXPIRED')
      startOver(deps.beginsWithOpen ? null : textOf(error.details.startOver));
    else if (error.code === 'CURSOR_INVALID') startOver(null);
    else if (isEvent) {
      brokenEvents += 1;
      if (brokenEvents % TRIES_OF_ONE_EVENT === 0) startOver(null);
    }
    return true;
  }

  function subscribe(client: Client): void {
    let isOver = false;
    const again = (errors: readonly WireError[], isEvent = false): void => {
      if (isOver) return;
      isOver = true;
      end();
      if (judge(errors, isEvent)) void subscribeLater(client);
    };
    const variables = { ...deps.variables, after: cursor, withOpen: cursor === null };
    const end = client.subscribe(
      { query: print(deps.document), variables },
      {
        next: ({ data, errors }) => {
          // Behind what is asked for again: it is told again as well.
          if (isOver) return;
          const event = data ? deps.eventOf(data) : null;
          if (event) take(event);
          else again(errors ?? [], true);
        },
        // Of a connection that is lost the connection itself knows.
        error: (reason) => Array.isArray(reason) && again(reason as WireError[]),
        complete: () => again([]),
      },
    );
    stop = () => {
      isOver = true;
      end();
    };
  }

  async function subscribeLater(client: Client): Promise<void> {
    const mine = pause(retryWaitMs(Math.max(failures, 1)));
    wait = mine;
    await mine.done;
    if (wait !== mine || isClosed) return;
    tellGapOfNow();
    subscribe(client);
  }

  /** It begins at a later now than before. */
  function tellGapOfNow(): void {
    if (cursor === null && !deps.beginsWithOpen) sink.onGap?.();
  }

  function disconnect(): void {
    const waited = wait;
    wait = null;
    waited?.end();
    stop?.();
    stop = null;
  }

  return {
    connect: (client) => {
      if (isClosed) return;
      if (wasConnected) tellGapOfNow();
      wasConnected = true;
      subscribe(client);
    },
    disconnect,
    close: () => {
      isClosed = true;
      disconnect();
      batches.flush();
    },
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The newest cursors; which of them came before. */
function createSeen(): { isNew: (cursor: string) => boolean } {
  const seen = new Set<string>();
  return {
    isNew: (cursor) => {
      if (seen.has(cursor)) return false;
      seen.add(cursor);
      const [oldest] = seen;
      if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
      return true;
    },
  };
}
