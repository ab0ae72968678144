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

export async function connectLive(casework: TestCasework, actor: Actor | null): Promise<Live> {
  const url = `${casework.url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(url, 'graphql-transport-ws');
  const queued: Frame[] = [];
  const waiting: ((frame: Frame) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Frame;
    const consumer = waiting.shift();
    if (consumer) consumer(frame);
    else queued.push(frame);
  });
  await once(socket, 'open');
  const send = (message: object): void => socket.send(JSON.stringify(message));
  const next = async (): Promise<Frame> => {
    const frame = queued.shift();
    if (frame) return frame;
    const { promise, resolve } = Promise.withResolvers<Frame>();
    waiting.push(resolve);
    return promise;
  };
  const authorization = await casework.authorize(actor);
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
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
