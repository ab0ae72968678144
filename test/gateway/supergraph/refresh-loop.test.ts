import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startRefreshLoop } from '../../../gateway/supergraph/refresh-loop.ts';

interface Run {
  finish: () => void;
  fail: (error: Error) => void;
}

/** A loop whose refreshes end when told to. */
function startLoop(retryAfterMs = 60_000) {
  const runs: Run[] = [];
  const waiting: ((run: Run) => void)[] = [];
  const failures: unknown[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const loop = startRefreshLoop({
    refresh: async () => {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const run: Run = { finish: () => resolve(undefined), fail: reject };
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      const waiter = waiting.shift();
      if (waiter) waiter(run);
      else runs.push(run);
      await promise.finally(() => (underWay -= 1));
    },
    onFailed: (error) => failures.push(error),
    retryAfterMs,
  });
  const next = (): Promise<Run> => {
    const run = runs.shift();
    return run ? Promise.resolve(run) : new Promise((resolve) => waiting.push(resolve));
  };
  return { loop, next, failures, mostUnderWay: () => mostUnderWay };
}

/** How often is refreshed where something changes so many turns of promises after the first time. */
async function countWithRequestAfter(turns: number): Promise<number> {
  const isAsked = Promise.withResolvers<undefined>();
  let refreshes = 0;
  const changeLater = async (): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    loop.request();
    isAsked.resolve(undefined);
  };
  const loop = startRefreshLoop({
    refresh: async () => {
      await Promise.resolve();
      refreshes += 1;
      if (refreshes === 1) void changeLater();
    },
    onFailed: () => undefined,
    retryAfterMs: 60_000,
  });
  await isAsked.promise;
  await setImmediate();
  await loop[Symbol.asyncDispose]();
  return refreshes;
}

describe('the refresh loop', () => {
  it('runs one refresh at a time, and one more for all that was asked meanwhile', async () => {
    const { loop, next, mostUnderWay } = startLoop();
    const first = await next();
    loop.request();
    loop.request();
    loop.request();
    first.finish();
    const second = await next();
    const disposed = loop[Symbol.asyncDispose]();
    second.finish();
    await disposed;
    expect(mostUnderWay()).toBe(1);
  });

  it('tries again by itself after a failure', async () => {
    const { loop, next, failures } = startLoop(1);
    const error = new Error('not now');
    (await next()).fail(error);
    (await next()).finish();
    expect(failures).toEqual([error]);
    await loop[Symbol.asyncDispose]();
  });

  it('loses nothing that is asked just as a refresh ends', async () => {
    const turns = Array.from({ length: 12 }, (_, turn) => turn);
    const refreshes = await Promise.all(turns.map(countWithRequestAfter));
    expect(refreshes).toEqual(turns.map(() => 2));
  });

  it('is over only when the refresh under way is, and starts none afterwards', async () => {
    const { loop, next, mostUnderWay } = startLoop();
    const run = await next();
    const disposed = loop[Symbol.asyncDispose]();
    loop.request();
    run.finish();
    await disposed;
    loop.request();
    expect(mostUnderWay()).toBe(1);
  });
});
