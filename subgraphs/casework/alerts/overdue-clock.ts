import { setTimeout as sleep } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../kit/process/log.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { raiseDueAlerts } from './alert.commands.ts';

export interface OverdueClock extends AsyncDisposable {
  /** Raises all alerts that are due by now; returns how many. */
  sweep(): Promise<number>;
  /** Over once what fell due before the start is told, or could not be told. */
  firstSweep: Promise<void>;
}

interface OverdueClockDeps {
  orm: MikroORM;
  clock: Clock;
  log: Logger;
  intervalMs?: number;
}

const DEFAULT_INTERVAL_MS = 30_000;
const BATCH = 500;

/**
 * Watches the deadlines: sweeps at once, so that a downtime is made up for, then every intervalMs.
 * Several may run against one database; each alert is raised once.
 */
export function createOverdueClock(deps: OverdueClockDeps): OverdueClock {
  const stop = new AbortController();
  const sweep = (): Promise<number> => sweepAll(deps.orm, deps.clock.now(), stop.signal);
  const firstSweep = sweepOnce(sweep, deps.log);
  const running = firstSweep.then(() => keepSweeping(sweep, deps, stop.signal));
  return {
    sweep,
    firstSweep,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

async function keepSweeping(
  sweep: () => Promise<number>,
  { log, intervalMs = DEFAULT_INTERVAL_MS }: OverdueClockDeps,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await sleep(intervalMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    await sweepOnce(sweep, log);
  }
}

async function sweepOnce(sweep: OverdueClock['sweep'], log: Logger): Promise<void> {
  try {
    const raised = await sweep();
    if (raised > 0) log.info({ raised }, 'overdue alerts raised');
  } catch (error) {
    log.error({ err: error }, 'sweep for overdue deadlines failed');
  }
}

/** In batches, so that no transaction is long: the event log waits for the oldest. */
async function sweepAll(orm: MikroORM, now: Date, signal: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal.aborted) {
    const batch = await orm.em.fork().transactional((em) => raiseDueAlerts(em, now, BATCH));
    total += batch.raised;
    if (batch.taken < BATCH) break;
  }
  return total;
}
