import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { Connections, LiveConnection } from '../delivery/connections.ts';
import type { DeliveryConfig } from '../delivery/delivery-settings.ts';
import { createOutlet, type Outlet } from '../delivery/outlet.ts';
import { createTokenLife, type TokenLife } from '../delivery/token-life.ts';
import { CLOSE_CODES, type CloseReason } from './close-codes.ts';
import { keepAlive } from './heartbeat.ts';
import { createSendTogether } from './send-together.ts';
import type { SocketIdentity } from './socket-identity.ts';

/** One client's socket, and what is known and under way on it. */
export interface SocketConnection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly outlet: Outlet;
  readonly tokenLife: TokenLife;
  /** Null until the client has said who it is. */
  identity: SocketIdentity | null;
  /** @returns false where nothing more should be sent for now */
  send: (text: string) => boolean;
  close: (reason: CloseReason) => void;
  /** Closes it, once the queries and mutations under way have their answers. */
  goAway: () => void;
  underWay: () => number;
  /** A query or mutation begins; disposed when its answer is out. */
  begin: () => Disposable;
  closed: Promise<null>;
}

interface ConnectionDeps {
  delivery: DeliveryConfig;
  connections: Connections;
}

/** For a client that does not answer the close frame while the gateway stops. */
const GOING_AWAY_GRACE_MS = 2_000;

export function createSocketConnection(
  socket: WebSocket,
  request: IncomingMessage,
  { delivery, connections }: ConnectionDeps,
): SocketConnection {
  const closed = Promise.withResolvers<null>();
  let underWay = 0;
  let isGoingAway = false;
  // a slow client reads all that waits for it before it reads that it is closed, and why
  const close = ({ code, text }: CloseReason, graceMs = delivery.slowClientMs): void => {
    // a paused socket would not notice that its client closes too
    socket.resume();
    socket.close(code, text);
    setTimeout(() => socket.terminate(), graceMs).unref();
  };
  const outlet = createOutlet({
    wire: request.socket,
    bufferedBytes: () => socket.bufferedAmount,
    limits: delivery,
    // whoever does not read is not read: its answers would pile up
    onFull: () => socket.pause(),
    onEmpty: () => socket.resume(),
    onStuck: () => close(CLOSE_CODES.tooSlow),
  });
  const tokenLife = createTokenLife(() => close(CLOSE_CODES.tokenExpires));
  const goAway = (): void => {
    isGoingAway = true;
    if (underWay > 0 || socket.readyState !== WebSocket.OPEN) return;
    close(CLOSE_CODES.goingAway, GOING_AWAY_GRACE_MS);
  };
  const sendTogether = createSendTogether(request.socket);
  const live: LiveConnection = {
    kind: 'socket',
    goAway,
    cut: () => socket.terminate(),
    bufferedBytes: () => socket.bufferedAmount,
  };
  socket.once('close', () => {
    outlet[Symbol.dispose]();
    tokenLife[Symbol.dispose]();
    closed.resolve(null);
    connections.remove(live);
  });
  keepAlive(socket, delivery.heartbeatMs, outlet.isFull);
  connections.add(live);
  return {
    socket,
    request,
    outlet,
    tokenLife,
    identity: null,
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) {
        sendTogether();
        socket.send(text);
      }
      return outlet.hasRoom();
    },
    close: (reason) => close(reason),
    goAway,
    underWay: () => underWay,
    begin: () => {
      underWay += 1;
      return {
        [Symbol.dispose]: () => {
          underWay -= 1;
          // after graphql-ws has sent the last message of the operation
          if (isGoingAway) setImmediate(goAway);
        },
      };
    },
    closed: closed.promise,
  };
}
