import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  refusalsOf,
  type Connect,
  type Connection,
  type Line,
  type Notice,
  type Refusal,
} from './connection.ts';

/** A line over graphql-ws, by the protocol's own client. */
export function connectBySocket(line: Line): Connect {
  return (after, onNotice): Connection => {
    let isCut = false;
    let socket: WebSocket | null = null;
    const client = createClient({
      url: line.url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${line.token}` },
      retryAttempts: 0,
      on: {
        opened: (opened) => {
          socket = opened as WebSocket;
          if (isCut) socket.terminate();
        },
      },
    });
    const { promise: over, resolve } = Promise.withResolvers<readonly Refusal[]>();
    client.subscribe<{ assignmentIssued: Notice }>(
      { query: line.query, variables: { ...line.variables, after } },
      {
        next: ({ data, errors }) => {
          if (isCut) return;
          if (data) onNotice(data.assignmentIssued);
          else resolve(refusalsOf(errors));
        },
        error: (error) => resolve(refusalsOf(error)),
        complete: () => resolve([]),
      },
    );
    void over.then(() => client.dispose());
    return {
      over,
      cut: () => {
        isCut = true;
        socket?.terminate();
      },
    };
  };
}
