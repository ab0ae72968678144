import { describe, expect, it } from '@jest/globals';
import { createEventQueue } from '../../../gateway/subscriptions/event-queue.ts';

function openQueue() {
  let returns = 0;
  const queue = createEventQueue<string>(() => {
    returns += 1;
  });
  return { queue, returns: () => returns };
}

describe('event queue', () => {
  it('gives events in the order in which they came, whether awaited or not', async () => {
    const { queue } = openQueue();
    const first = queue.events.next();
    queue.push('a');
    queue.push('b');
    expect([await first, await queue.events.next()]).toEqual([
      { done: false, value: 'a' },
      { done: false, value: 'b' },
    ]);
  });

  it('return() does not wait for a pending next(), and tells the producer once', async () => {
    const { queue, returns } = openQueue();
    const pending = queue.events.next();
    await queue.events.return();
    await queue.events.return();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(returns()).toBe(1);
  });

  it('fails and ends only after what is queued already', async () => {
    const { queue, returns } = openQueue();
    queue.push('a');
    queue.fail(new Error('over'));
    queue.push('too late');
    expect(await queue.events.next()).toEqual({ done: false, value: 'a' });
    await expect(queue.events.next()).rejects.toThrow('over');
    expect(await queue.events.next()).toEqual({ done: true, value: undefined });
    expect(returns()).toBe(1);
  });
});
