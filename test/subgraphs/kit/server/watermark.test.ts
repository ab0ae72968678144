import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import type { Running } from '../../../../subgraphs/kit/process/run-process.ts';
import type { RequestContext } from '../../../../subgraphs/kit/server/context.ts';
import { createSubgraphServer } from '../../../../subgraphs/kit/server/subgraph-server.ts';
import { createWatermark } from '../../../../subgraphs/kit/server/watermark.ts';

const EVERY_MS = 50;

describe('a watermark', () => {
  it('that waits for its time is not sent behind an event it does not cover', async () => {
    const sent: string[] = [];
    using watermark = createWatermark({ send: (cursor) => sent.push(cursor), everyMs: EVERY_MS });
    watermark.tell('at once');
    watermark.tell('before the event');
    watermark.overtake();
    await timeOfWatermark();
    watermark.tell('behind the event');
    expect(sent).toEqual(['at once', 'behind the event']);
  });

  it('on the wire is never older than the event that came last', async () => {
    await using server = await serveOneEvent();
    const frames = await framesOf(server);
    expect(frames.slice(frames.indexOf('event'))).toEqual(['event', 'behind the event']);
  });
});

/** Timers of one duration end in their order: the watermark's began before. */
function timeOfWatermark(): Promise<void> {
  return sleep(EVERY_MS);
}

function serveOneEvent(): Promise<Running> {
  async function* tell(_root: unknown, _args: unknown, { watermark }: RequestContext) {
    watermark?.('at once');
    watermark?.('before the event');
    yield { told: 'event' };
    await timeOfWatermark();
    watermark?.('behind the event');
    await timeOfWatermark();
  }
  return createSubgraphServer<RequestContext>({
    sdl: 'type Query { isThere: Boolean } type Subscription { told: String }',
    resolvers: { Subscription: { told: { subscribe: tell } } },
    createContext: (base) => base,
    verifyActor: () => Promise.resolve({ role: 'ANONYMOUS', id: 'nobody', unit: null }),
    isHealthy: () => Promise.resolve(true),
    log: createLog('test', 'silent'),
    watermarkMs: EVERY_MS,
    port: 0,
  });
}

/** Cursors of watermarks and what events say, in the order they came. */
async function framesOf({ url }: Running): Promise<string[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const frames: string[] = [];
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString()) as Frame;
    if (type === 'connection_ack')
      socket.send(
        JSON.stringify({ type: 'subscribe', id: 's', payload: { query: 'subscription { told }' } }),
      );
    if (type === 'ping') frames.push(payload!.cursor!);
    if (type === 'next') frames.push(payload!.data!.told);
    if (type === 'complete') socket.close();
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'close');
  return frames;
}

interface Frame {
  type: string;
  payload?: { cursor?: string; data?: { told: string } };
}
