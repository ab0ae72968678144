import { setTimeout as delay } from 'node:timers/promises';
import { firstNotice } from '../city/first-notice.ts';
import { issueEvery } from '../city/issue-every.ts';
import type { LiveCity } from '../city/live-city.ts';
import { openScribe } from '../city/scribe.ts';
import { clientsOf } from '../swarm/clients-of.ts';
import { quantile } from '../swarm/latencies.ts';
import type { SwarmReport } from '../swarm/orders.ts';
import { startSwarm } from '../swarm/swarm.ts';
import { usageOf } from '../swarm/usage.ts';
import { NEW_ASSIGNMENTS } from './audience.ts';

export interface SteadyOptions {
  clients: number;
  eventsPerSecond: number;
  seconds: number;
  processes: number;
}

export interface SteadyReport {
  events: number;
  /** From the act in casework, before its commit, until a client has it. */
  latencyMs: { p50: number; p99: number };
  /** All CPU time of the gateway while events flowed, divided by the messages delivered. */
  cpuMicrosPerMessage: number;
  peakRssMb: number;
  /** To casework, at the end. */
  upstreams: number;
  /** By subgraph. */
  fetchesPerEvent: Record<string, number>;
  swarm: SwarmReport;
}

const WARM_UP_EVENTS = 10;
const JOINED = ['mayor', 'districts', 'departments', 'national', 'casework'];

/** Many clients of one kind, and events at a steady rate. */
export async function runSteady(city: LiveCity, options: SteadyOptions): Promise<SteadyReport> {
  await using swarm = startSwarm(options.processes);
  const start = await firstNotice(city);
  using scribe = await openScribe(city, start);
  const orders = await clientsOf(city, options.clients, start.cursor);
  await swarm.connect(city.url, NEW_ASSIGNMENTS, orders);
  for (let issued = 0; issued < WARM_UP_EVENTS; issued += 1) await city.source.issue();
  await swarm.until((await scribe.cursors()).at(-1) ?? '');

  await swarm.latencies();
  for (const name of JOINED) city.tap(name).reset();
  const pid = city.stack.pid('gateway') ?? 0;
  const before = usageOf(pid);
  await using flow = issueEvery(city.source, 1_000 / options.eventsPerSecond);
  await delay(options.seconds * 1_000);
  const events = await flow.stop();
  const log = await scribe.cursors();
  await swarm.until(log.at(-1) ?? '');
  const after = usageOf(pid);
  const latencies = await swarm.latencies();
  return {
    events,
    latencyMs: { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) },
    cpuMicrosPerMessage: ((after.cpuMs - before.cpuMs) * 1_000) / (events * options.clients),
    peakRssMb: after.peakRssMb,
    upstreams: city.tap('casework').counts().upstreams,
    fetchesPerEvent: Object.fromEntries(
      JOINED.map((name) => [name, city.tap(name).counts().fetches / events]),
    ),
    swarm: await swarm.report(log),
  };
}
