import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../kit/process/log.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { forgetBatch, moveHorizon, noteMark } from './event-retention.store.ts';

export interface EventRetention extends AsyncDisposable {
  /** Marks the time, moves the horizon, takes what lies before it out of the delivery. */
  sweep(): Promise<void>;
}

interface EventRetentionDeps {
  orm: MikroORM;
  clock: Clock;
  /** How long an event can be resumed from. */
  days: number;
  log: Logger;
}

const HOUR_MS = 3_600_000;
const BATCH = 1_000;

/** Sweeps at once, then every hour; several replicas may. */
export function createEventRetention(deps: EventRetentionDeps): EventRetention {
  const stop = new AbortController();
  let sweeping = Promise.resolve();
  const sweep = (): Promise<void> => sweepLog(deps, stop.signal);
  const start = (): void => {
    sweeping = sweep().catch((error: unknown) =>
      deps.log.error({ err: error }, 'old events could not be taken out of the delivery'),
    );
  };
  const timer = setInterval(start, HOUR_MS);
  start();
  return {
    sweep: () => sweeping.then(sweep),
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      stop.abort();
      await sweeping;
    },
  };
}

/** The horizon is moved first: whoever misses an event must find that it lies before it. */
async function sweepLog({ orm, clock, days, log }: EventRetentionDeps, signal: AbortSignal) {
  const now = clock.now();
  await noteMark(orm.em.fork(), now, new Date(now.getTime() - HOUR_MS));
  await moveHorizon(orm.em.fork(), new Date(now.getTime() - days * 24 * HOUR_MS));
  let forgotten = 0;
  while (!signal.aborted) {
    const batch = await forgetBatch(orm.em.fork(), BATCH);
    forgotten += batch;
    if (batch < BATCH) break;
  }
  if (forgotten > 0) log.info({ forgotten }, 'old events taken out of the delivery');
}
