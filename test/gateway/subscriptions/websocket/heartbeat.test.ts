import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { openRawSocket } from '../../support/raw-socket.ts';
import { startGraph } from '../../support/start-graph.ts';
import { deliveryWith } from '../../support/test-settings.ts';
import { until } from '../../support/until.ts';

const PROTOCOL = 'graphql-transport-ws';

describe('the heartbeat of a socket', () => {
  it('ends a socket whose client leaves two pings unanswered', async () => {
    await using graph = await startGraph({ delivery: deliveryWith({ heartbeatMs: 30 }) });
    // nobody could be sure to sign in within so short a time
    const dead = new WebSocket(graph.url.replace(/^http/, 'ws') + '/graphql', PROTOCOL, {
      autoPong: false,
    });
    let pings = 0;
    dead.on('ping', () => (pings += 1));
    const [code] = (await once(dead, 'close')) as [number];
    expect(code).toBe(1006);
    expect(pings).toBeLessThanOrEqual(2);
  });

  it('leaves alone whoever answers', async () => {
    // more than the machine may take to bring a ping and its answer to this one process
    await using graph = await startGraph({ delivery: deliveryWith({ heartbeatMs: 1_000 }) });
    await using alive = await openRawSocket(graph.url);
    let pings = 0;
    alive.socket.on('ping', () => (pings += 1));
    await until('one ping more than may be unanswered', () => pings === 3);
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });
});
