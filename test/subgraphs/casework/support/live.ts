import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Actor } from '../../../../schema/contract/actor.ts';
import type { TestCasework } from './casework.ts';

/** A frame of graphql-transport-ws as it came. */
export interface Frame<Data = Record<string, unknown>> {
  type: 'connection_ack' | 'next' | 'error' | 'complete' | 'ping';
  id?: string;
  payload: {
    data?: Data;
    errors?: { extensions: Record<string, unknown> }[];
    id?: string;
    cursor?: string;
  };
}

/** One connection; its frames are queued, so that none is missed. */
export interface Live extends AsyncDisposable {
  ack: Frame;
  subscribe(id: string, query: string, variables?: Record<string, unknown>): void;
  complete(id: string): void;
  next(): Promise<Frame>;
  /** The next frame of this type, past all others. */
  nextOf(type: Frame['type']): Promise<Frame>;
}

/** The token is there before the connection, which the server does not keep for long without it. */
export async function connectLive(casework: TestCasework, actor: Actor | null): Promise<Live> {
  const authorization = await casework.authorize(actor);
  const url = `${casework.url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(url, 'graphql-transport-ws');
  const queued: Frame[] = [];
  const waiting: PromiseWithResolvers<Frame>[] = [];
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Frame;
    const consumer = waiting.shift();
    if (consumer) consumer.resolve(frame);
    else queued.push(frame);
  });
  socket.on('close', (code) => {
    for (const consumer of waiting.splice(0))
      consumer.reject(new Error(`expected a frame, got the end of the connection: ${code}`));
  });
  await once(socket, 'open');
  const send = (message: object): void => socket.send(JSON.stringify(message));
  const next = async (): Promise<Frame> => {
    const frame = queued.shift();
    if (frame) return frame;
    const consumer = Promise.withResolvers<Frame>();
    waiting.push(consumer);
    return consumer.promise;
  };
  send({ type: 'connection_init', payload: authorization === null ? {} : { authorization } });
  return {
    ack: await next(),
    subscribe: (id, query, variables = {}) =>
      send({ type: 'subscribe', id, payload: { query, variables } }),
    complete: (id) => send({ type: 'complete', id }),
    next,
    nextOf: async (type) => {
      for (;;) {
        const frame = await next();
        if (frame.type === type) return frame;
      }
    },
    [Symbol.asyncDispose]: async () => {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
