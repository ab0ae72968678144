import { setTimeout as delay } from 'node:timers/promises';
import { firstNotice } from '../city/first-notice.ts';
import { issueEvery } from '../city/issue-every.ts';
import type { LiveCity } from '../city/live-city.ts';
import { openScribe } from '../city/scribe.ts';
import { clientsOf } from '../swarm/clients-of.ts';
import { quantile } from '../swarm/latencies.ts';
import type { SwarmReport } from '../swarm/orders.ts';
import { startSwarm } from '../swarm/swarm.ts';
import { WHOLE_LETTERS } from './audience.ts';

export interface SlowReaderOptions {
  clients: number;
  frozen: number;
  eventsPerSecond: number;
  /** With everybody reading, and then with some of them frozen. */
  calmSeconds: number;
  frozenSeconds: number;
}

export interface SlowReaderReport {
  /** Of the clients that read, in milliseconds. */
  p99Calm: number;
  p99WhileFrozen: number;
  /** The most that waited in the gateway for all clients together. */
  mostBufferedBytes: number;
  swarm: SwarmReport;
}

const LOOK_EVERY_MS = 250;

/** Some clients stop reading; the others must not notice, and they themselves lose nothing. */
export async function runSlowReader(
  city: LiveCity,
  options: SlowReaderOptions,
): Promise<SlowReaderReport> {
  await using swarm = startSwarm(2);
  const start = await firstNotice(city);
  using scribe = await openScribe(city, start);
  const orders = await clientsOf(city, options.clients, start.cursor);
  await swarm.connect(city.url, WHOLE_LETTERS, orders);
  await using flow = issueEvery(city.source, 1_000 / options.eventsPerSecond);
  await delay(options.calmSeconds * 1_000);
  const calm = await swarm.latencies();
  await swarm.freeze(options.frozen);
  const mostBufferedBytes = await watchBuffers(city, options.frozenSeconds * 1_000);
  const whileFrozen = await swarm.latencies();
  await flow.stop();
  await swarm.thaw();
  await city.source.issue();
  const log = await scribe.cursors();
  await swarm.until(log.at(-1) ?? '');
  return {
    p99Calm: quantile(calm, 0.99),
    p99WhileFrozen: quantile(whileFrozen, 0.99),
    mostBufferedBytes,
    swarm: await swarm.report(log),
  };
}

async function watchBuffers(city: LiveCity, durationMs: number): Promise<number> {
  const untilMs = performance.now() + durationMs;
  let most = 0;
  while (performance.now() < untilMs) {
    const response = await fetch(new URL('/health', city.url));
    const { connections } = (await response.json()) as { connections: { bufferedBytes: number } };
    most = Math.max(most, connections.bufferedBytes);
    await delay(LOOK_EVERY_MS);
  }
  return most;
}
