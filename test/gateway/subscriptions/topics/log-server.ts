import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { listen } from '../../../../subgraphs/kit/http/listen.ts';

interface LogEntry {
  cursor: string;
  /** False for what other subscriptions of the same log tell. */
  isTold: boolean;
  isOpen: boolean;
}

/**
 * When a subscription is told how far it was told: at once, when the test says so, or never;
 * `unlike`: at once, but no two of them are equal, though they say the same.
 */
type Watermarks = 'prompt' | 'unlike' | 'late' | 'none';

const BEGINNING = 'the beginning';

export interface LogServer extends AsyncDisposable {
  url: string;
  entries: LogEntry[];
  append: (entry?: Partial<Omit<LogEntry, 'cursor'>>) => LogEntry;
  /** Subscriptions that are open now. */
  readers: () => readonly Reader[];
  /** How many subscriptions were opened. */
  opened: () => number;
  /** Length of the log when the first connection, that of the live upstream, was acknowledged. */
  firstStart: () => number | null;
  /** Held readers are told nothing until they are released, for good or for so many entries. */
  release: (reader: Reader, entries?: number) => void;
  /** Breaks the connection. */
  lose: (reader: Reader) => void;
  /** Says that the reader has been told everything up to the cursor. */
  tellPlace: (reader: Reader, cursor: string) => void;
  /** How many watermarks were answered, and so read. */
  pongs: () => number;
  /** Tells everybody who has been told everything up to here. */
  tellWatermarks: () => void;
  /** Cursors from which on nothing is kept: CURSOR_EXPIRED. */
  expired: Set<string>;
}

interface Reader {
  readonly socket: WebSocket;
  readonly id: string;
  readonly after: string | null;
  position: number;
  isHeld: boolean;
  toldUpTo: number;
}

interface Settings {
  watermarks: Watermarks;
  /** Decides whether a new reader starts held. */
  holdNew?: () => boolean;
}

/** A subgraph's log over graphql-transport-ws; it tells, holds and breaks as the test says. */
export async function startLogServer(settings: Settings): Promise<LogServer> {
  const entries: LogEntry[] = [];
  const readers = new Set<Reader>();
  const expired = new Set<string>();
  let opened = 0;
  let pongs = 0;
  let firstStart: number | null = null;
  const places = new Map([[BEGINNING, 0]]);
  const cursorAt = (position: number): string => {
    const cursor = entries[position - 1]?.cursor ?? BEGINNING;
    if (settings.watermarks !== 'unlike') return cursor;
    const own = `w${places.size}`;
    places.set(own, position);
    return own;
  };

  const tell = (reader: Reader, end = Infinity): void => {
    while (!reader.isHeld && reader.position < Math.min(entries.length, end)) {
      const entry = entries[reader.position];
      reader.position += 1;
      if (entry?.isTold === true) sendEvent(reader, entry);
    }
    if (settings.watermarks === 'prompt' || settings.watermarks === 'unlike') tellWatermark(reader);
  };
  const tellWatermark = (reader: Reader): void => {
    if (reader.isHeld || reader.toldUpTo === reader.position) return;
    reader.toldUpTo = reader.position;
    const cursor = cursorAt(reader.position);
    tellPlace(reader, cursor);
  };
  const tellPlace = ({ socket, id }: Reader, cursor: string): void =>
    send(socket, { type: 'ping', payload: { id, cursor } });
  const subscribe = (socket: WebSocket, id: string, variables: Record<string, unknown>): void => {
    const after = typeof variables.gatewayAfter === 'string' ? variables.gatewayAfter : null;
    const position = after === null ? entries.length : places.get(after);
    if (position === undefined || expired.has(after ?? '')) {
      const code = position === undefined ? 'CURSOR_INVALID' : 'CURSOR_EXPIRED';
      send(socket, { type: 'error', id, payload: [{ message: 'no', extensions: { code } }] });
      return;
    }
    const isHeld = settings.holdNew?.() ?? false;
    const reader: Reader = { socket, id, after, position, isHeld, toldUpTo: -1 };
    readers.add(reader);
    opened += 1;
    socket.once('close', () => readers.delete(reader));
    if (variables.gatewayWithOpen === true && after === null)
      for (const entry of entries) if (entry.isTold && entry.isOpen) sendEvent(reader, entry);
    tell(reader);
  };
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const message = JSON.parse((data as Buffer).toString()) as {
        type: string;
        id: string;
        payload: { variables: Record<string, unknown> };
      };
      if (message.type === 'connection_init') {
        firstStart ??= entries.length;
        send(socket, { type: 'connection_ack', payload: { cursor: cursorAt(entries.length) } });
      }
      if (message.type === 'pong') pongs += 1;
      if (message.type === 'subscribe') subscribe(socket, message.id, message.payload.variables);
      if (message.type === 'complete')
        for (const reader of readers)
          if (reader.socket === socket && reader.id === message.id) readers.delete(reader);
    });
  });
  const base = await listen(server, 0, '127.0.0.1');
  return {
    url: base,
    entries,
    expired,
    append: (entry = {}) => {
      // opaque: nothing of the order shows
      const cursor = `c${(entries.length * 7_919) % 1_000_003}`;
      const made = { isTold: true, isOpen: false, ...entry, cursor };
      entries.push(made);
      places.set(cursor, entries.length);
      for (const reader of readers) tell(reader);
      return made;
    },
    readers: () => [...readers],
    opened: () => opened,
    firstStart: () => firstStart,
    release: (reader, count = Infinity) => {
      reader.isHeld = false;
      tell(reader, reader.position + count);
      reader.isHeld = count !== Infinity;
    },
    lose: (reader) => {
      readers.delete(reader);
      reader.socket.terminate();
    },
    tellPlace,
    pongs: () => pongs,
    tellWatermarks: () => {
      if (settings.watermarks === 'none') return;
      for (const reader of readers) if (reader.position === entries.length) tellWatermark(reader);
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sendEvent({ socket, id }: Reader, { cursor }: LogEntry): void {
  const thing = { __typename: 'Thing', id: cursor };
  const happened = { cursor, gatewayCursor: cursor, thing };
  send(socket, { type: 'next', id, payload: { data: { happened, ticked: 1 } } });
}

function send(socket: WebSocket, message: unknown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}
