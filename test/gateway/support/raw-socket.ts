import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

interface Message {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A socket of graphql-ws without a client library: what is sent, and when, is the test's. */
export interface RawSocket extends AsyncDisposable {
  socket: WebSocket;
  send: (message: Message) => void;
  subscribe: (id: string, query: string, variables?: Record<string, unknown>) => void;
  /** The next message that came and was not taken yet; rejects once the socket is closed. */
  next: () => Promise<Message>;
  closed: Promise<{ code: number; reason: string }>;
}

/** @param params of connection_init */
export async function openRawSocket(
  url: string,
  params: Record<string, unknown> = {},
  options: ClientOptions = {},
): Promise<RawSocket> {
  const address = `${url.replace(/^http/, 'ws')}/graphql`;
  const socket = new WebSocket(address, 'graphql-transport-ws', options);
  const closed = once(socket, 'close').then(([code, reason]) => ({
    code: code as number,
    reason: String(reason),
  }));
  const came: Message[] = [];
  let waiting: PromiseWithResolvers<Message> | null = null;
  socket.on('message', (data) => {
    const message = JSON.parse((data as Buffer).toString()) as Message;
    if (waiting) waiting.resolve(message);
    else came.push(message);
    waiting = null;
  });
  void closed.then(({ code }) => waiting?.reject(new Error(`closed with ${code}`)));
  const next = (): Promise<Message> => {
    const message = came.shift();
    if (message) return Promise.resolve(message);
    if (socket.readyState === WebSocket.CLOSED) return Promise.reject(new Error('closed'));
    waiting = Promise.withResolvers<Message>();
    return waiting.promise;
  };
  const send = (message: Message): void => socket.send(JSON.stringify(message));
  await once(socket, 'open');
  send({ type: 'connection_init', payload: params });
  const { type } = await next();
  if (type !== 'connection_ack') throw new Error(`expected connection_ack, but got ${type}`);
  return {
    socket,
    send,
    subscribe: (id, query, variables = {}) =>
      send({ id, type: 'subscribe', payload: { query, variables } }),
    next,
    closed,
    [Symbol.asyncDispose]: async () => {
      socket.terminate();
      await closed;
    },
  };
}
