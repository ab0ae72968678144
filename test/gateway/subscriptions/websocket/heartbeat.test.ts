import { describe, expect, it } from '@jest/globals';
import { openRawSocket } from '../../support/raw-socket.ts';
import { startGraph } from '../../support/start-graph.ts';
import { deliveryWith } from '../../support/test-settings.ts';
import { until } from '../../support/until.ts';

describe('the heartbeat of a socket', () => {
  it('ends a socket whose client leaves two pings unanswered', async () => {
    await using graph = await startGraph({ delivery: deliveryWith({ heartbeatMs: 30 }) });
    await using dead = await openRawSocket(graph.url, {}, { autoPong: false });
    let pings = 0;
    dead.socket.on('ping', () => (pings += 1));
    expect((await dead.closed).code).toBe(1006);
    expect([1, 2]).toContain(pings);
  });

  it('leaves alone whoever answers', async () => {
    // more than the machine may take to bring a ping and its answer to this one process
    await using graph = await startGraph({ delivery: deliveryWith({ heartbeatMs: 400 }) });
    await using alive = await openRawSocket(graph.url);
    let pings = 0;
    alive.socket.on('ping', () => (pings += 1));
    await until('four pings', () => pings >= 4);
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
  });
});
