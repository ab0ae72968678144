import type { Server } from 'node:http';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { DeliveryConfig } from '../delivery/delivery-settings.ts';
import { createPingAnswers } from './answer-ping.ts';
import { bindConnection } from './bind-connection.ts';
import { createSocketConnection } from './socket-connection.ts';
import { createSocketProtocol } from './socket-protocol.ts';

type SocketServerDeps = Parameters<typeof createSocketProtocol>[0] & {
  httpServer: Server;
  /** Where clients connect, such as /graphql. */
  path: string;
  delivery: DeliveryConfig;
  maxMessageBytes: number;
};

/** graphql-ws: subscriptions, and queries and mutations for clients with one socket. */
export function serveSockets(deps: SocketServerDeps): Disposable {
  const { connections } = deps;
  const sockets = new WebSocketServer({
    server: deps.httpServer,
    path: deps.path,
    perMessageDeflate: false,
    maxPayload: deps.maxMessageBytes,
    handleProtocols,
    verifyClient: (_handshake, answer) => answer(!connections.isDraining(), 503),
  });
  const protocol = createSocketProtocol(deps);
  const answerPing = createPingAnswers(deps);
  sockets.on('connection', (socket, request) => {
    const connection = createSocketConnection(socket, request, deps);
    bindConnection({ protocol, answerPing, log: deps.log }, connection);
  });
  return { [Symbol.dispose]: () => sockets.close() };
}
