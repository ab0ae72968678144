import { createServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { listen } from '../../../../subgraphs/kit/http/listen.ts';

export interface LogEntry {
  cursor: string;
  /** False for what other subscriptions of the same log tell. */
  isTold: boolean;
  isOpen: boolean;
}

/** When a subscription is told how far it was told: at once, when the test says so, or never. */
type Watermarks = 'prompt' | 'late' | 'none';

export interface LogServer extends AsyncDisposable {
  url: string;
  entries: LogEntry[];
  append: (entry?: Partial<Omit<LogEntry, 'cursor'>>) => LogEntry;
  /** Subscriptions that are open now. */
  readers: () => readonly Reader[];
  /** How many subscriptions were opened, and the most at one time. */
  opened: () => number;
  mostAtOnce: () => number;
  /** Length of the log when the first subscription began. */
  firstStart: () => number;
  /** Held readers are told nothing until they are released. */
  release: (reader: Reader) => void;
  /** Breaks the connection. */
  lose: (reader: Reader) => void;
  /** Tells everybody who has been told everything up to here. */
  tellWatermarks: () => void;
  /** Cursors from which on nothing is kept: CURSOR_EXPIRED. */
  expired: Set<string>;
}

export interface Reader {
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
  /** False: the acknowledgement does not say where the log ends. */
  tellsHead?: boolean;
}

/** A subgraph's log over graphql-transport-ws; it tells, holds and breaks as the test says. */
export async function startLogServer(settings: Settings): Promise<LogServer> {
  const entries: LogEntry[] = [];
  const readers = new Set<Reader>();
  const expired = new Set<string>();
  let opened = 0;
  let mostAtOnce = 0;
  let firstStart = 0;
  const head = (): string => entries.at(-1)?.cursor ?? 'the beginning';
  const indexBehind = (cursor: string): number =>
    cursor === 'the beginning' ? 0 : entries.findIndex((entry) => entry.cursor === cursor) + 1;

  const tell = (reader: Reader): void => {
    while (!reader.isHeld && reader.position < entries.length) {
      const entry = entries[reader.position];
      reader.position += 1;
      if (entry?.isTold === true) sendEvent(reader, entry);
    }
    if (settings.watermarks === 'prompt') tellWatermark(reader);
  };
  const tellWatermark = (reader: Reader): void => {
    if (reader.isHeld || reader.toldUpTo === reader.position) return;
    reader.toldUpTo = reader.position;
    const cursor = entries[reader.position - 1]?.cursor ?? 'the beginning';
    send(reader.socket, { type: 'ping', payload: { id: reader.id, cursor } });
  };
  const subscribe = (socket: WebSocket, id: string, variables: Record<string, unknown>): void => {
    const after = typeof variables.gatewayAfter === 'string' ? variables.gatewayAfter : null;
    if (
      after !== null &&
      (expired.has(after) || (indexBehind(after) === 0 && after !== 'the beginning'))
    ) {
      const code = expired.has(after) ? 'CURSOR_EXPIRED' : 'CURSOR_INVALID';
      send(socket, { type: 'error', id, payload: [{ message: 'no', extensions: { code } }] });
      return;
    }
    const position = after === null ? entries.length : indexBehind(after);
    const isHeld = settings.holdNew?.() ?? false;
    const reader: Reader = { socket, id, after, position, isHeld, toldUpTo: -1 };
    readers.add(reader);
    if (opened === 0) firstStart = position;
    opened += 1;
    mostAtOnce = Math.max(mostAtOnce, readers.size);
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
      if (message.type === 'connection_init')
        send(socket, {
          type: 'connection_ack',
          ...(settings.tellsHead !== false && { payload: { cursor: head() } }),
        });
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
      for (const reader of readers) tell(reader);
      return made;
    },
    readers: () => [...readers],
    opened: () => opened,
    mostAtOnce: () => mostAtOnce,
    firstStart: () => firstStart,
    release: (reader) => {
      reader.isHeld = false;
      tell(reader);
    },
    lose: (reader) => {
      readers.delete(reader);
      reader.socket.terminate();
    },
    tellWatermarks: () => {
      for (const reader of readers) if (reader.position === entries.length) tellWatermark(reader);
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sendEvent({ socket, id }: Reader, { cursor }: LogEntry): void {
  const thing = { __typename: 'Thing', id: cursor };
  const happened = { cursor, gatewayCursor: cursor, thing };
  send(socket, { type: 'next', id, payload: { data: { happened } } });
}

function send(socket: WebSocket, message: unknown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}
