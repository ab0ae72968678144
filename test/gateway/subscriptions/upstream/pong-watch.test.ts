import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createPongWatch } from '../../../../gateway/subscriptions/upstream/pong-watch.ts';

/** All of the process, as on a machine that gives it no time. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('the wait for the answer to a ping', () => {
  it('ends where none comes', async () => {
    const missing = Promise.withResolvers<undefined>();
    createPongWatch(() => missing.resolve(undefined), 1).start();
    await missing.promise;
  });

  it('does not end while the process itself stands still: what came meanwhile is read first', async () => {
    let isMissing = false;
    const watch = createPongWatch(() => (isMissing = true), 10);
    watch.start();
    const whole = after(60);
    standStill(200);
    await whole;
    watch.stop();
    expect(isMissing).toBe(false);
  });
});
