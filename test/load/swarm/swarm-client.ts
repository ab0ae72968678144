import { WebSocket } from 'ws';
import type { BookedEvent, EventBook } from './event-book.ts';
import type { ClientOrder } from './orders.ts';

interface SwarmClientDeps {
  url: string;
  query: string;
  order: ClientOrder;
  comesBack: boolean;
  book: EventBook;
  onEvent: (client: SwarmClient, event: BookedEvent) => void;
  onClose: (code: number) => void;
}

/** A client as thin as can be, so that thousands of them cost less than the gateway they measure. */
export interface SwarmClient {
  /** Cursor from which everything is to have been seen. */
  start: string;
  /** Numbers of the events it was told of. */
  seen: number[];
  isFrozen: boolean;
  connections: number;
  /** Answers that are neither events nor part of the protocol. */
  strange: string[];
  /** Resolves once it has subscribed for the first time. */
  subscribed: Promise<void>;
  place(cursor: string): void;
  freeze(): void;
  thaw(): void;
  /** Loses its connection, and comes back. */
  cut(): void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 4_000;
const MAX_STRANGE = 3;

export function openSwarmClient(deps: SwarmClientDeps): SwarmClient {
  const { url, query, order, book } = deps;
  const subscribed = Promise.withResolvers<undefined>();
  let socket: WebSocket;
  let cursor = order.after;
  let retryMs = FIRST_RETRY_MS;

  const client: SwarmClient = {
    start: order.after,
    seen: [],
    isFrozen: false,
    connections: 0,
    strange: [],
    subscribed: subscribed.promise,
    place: (placed) => {
      cursor = client.start = placed;
      client.seen = [];
    },
    freeze: () => {
      client.isFrozen = true;
      socket.pause();
    },
    thaw: () => {
      client.isFrozen = false;
      socket.resume();
    },
    cut: () => socket.terminate(),
  };

  const connect = (): void => {
    const current = new WebSocket(url, 'graphql-transport-ws', {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      handshakeTimeout: 60_000,
    });
    socket = current;
    client.connections += 1;
    current.on('open', () => {
      const payload = { authorization: `Bearer ${order.token}` };
      current.send(JSON.stringify({ type: 'connection_init', payload }));
    });
    current.on('message', (data) => onFrame(data as Buffer));
    current.on('error', () => undefined);
    current.on('close', (code) => {
      deps.onClose(code);
      setTimeout(connect, Math.random() * retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    });
  };

  const onFrame = (frame: Buffer): void => {
    const event = book.eventOf(frame);
    if (!event) {
      onProtocol(frame.toString());
      return;
    }
    ({ cursor } = event);
    client.seen.push(event.number);
    deps.onEvent(client, event);
  };

  const onProtocol = (text: string): void => {
    const { type } = JSON.parse(text) as { type: string };
    if (type === 'ping') socket.send('{"type":"pong"}');
    else if (type === 'connection_ack') {
      retryMs = FIRST_RETRY_MS;
      const payload = { query, variables: { ...order.variables, after: cursor } };
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
      subscribed.resolve(undefined);
    } else if (deps.comesBack && (type === 'complete' || type === 'error')) socket.terminate();
    else if (type !== 'pong' && client.strange.length < MAX_STRANGE)
      client.strange.push(text.slice(0, 300));
  };

  connect();
  return client;
}
