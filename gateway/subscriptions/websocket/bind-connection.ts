import type { Server } from 'graphql-ws';
import { WebSocket, type RawData } from 'ws';
import type { Logger } from '../../../subgraphs/kit/process/log.ts';
import { CLOSE_CODES } from './close-codes.ts';
import type { AnswerPing } from './answer-ping.ts';
import type { SocketConnection } from './socket-connection.ts';

interface BindingDeps {
  protocol: Server<SocketConnection>;
  answerPing: AnswerPing;
  log: Logger;
}

/** Lets graphql-ws speak over a socket. */
export function bindConnection(deps: BindingDeps, connection: SocketConnection): void {
  const { socket, outlet } = connection;
  const failed = (error: unknown): void => {
    deps.log.error({ err: error }, 'a message could not be handled');
    connection.close(CLOSE_CODES.tryAgainLater);
  };
  // whatever breaks a socket closes it, with the code of its fault
  socket.on('error', (error) => deps.log.debug({ err: error }, 'a socket broke'));
  const closed = deps.protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) =>
        new Promise((resolve) => {
          if (socket.readyState !== WebSocket.OPEN) {
            resolve();
            return;
          }
          socket.send(text, () => resolve());
          outlet.hasRoom();
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) =>
        socket.on('message', (data) => void handle(textOf(data)).catch(failed)),
      onPing: (payload) => deps.answerPing(connection, payload),
    },
    connection,
  );
  socket.once('close', (code, reason) => void closed(code, reason.toString()).catch(failed));
}

function textOf(data: RawData): string {
  return (data as Buffer).toString();
}
