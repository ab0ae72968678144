import { setTimeout as delay } from 'node:timers/promises';
import { firstNotice } from '../city/first-notice.ts';
import { issueEvery } from '../city/issue-every.ts';
import { startLiveCity, type LiveCity } from '../city/live-city.ts';
import { openScribe, type Scribe } from '../city/scribe.ts';
import { clientsOf } from '../swarm/clients-of.ts';
import type { SwarmReport } from '../swarm/orders.ts';
import { startSwarm, type Swarm } from '../swarm/swarm.ts';
import { usageOf, type Usage } from '../swarm/usage.ts';

export interface StormOptions {
  clients: number;
  /** Over how many of the last events the clients' cursors are spread. */
  spread: number;
  processes: number;
  databaseUrl?: string | undefined;
  say?: (line: string) => void;
}

export interface StormReport {
  swarm: SwarmReport;
  /** From the moment at which the fresh gateway serves until a client has all that it missed. */
  caughtUpMs: { p50: number; p99: number; last: number };
  /** From the kill until the fresh gateway served. */
  downMs: number;
  /** Open at any one moment between the fresh gateway and casework. */
  mostUpstreams: number;
  /** Of the fresh gateway, until all were live. */
  usage: Usage;
}

const EVENT_EVERY_MS = 500;
const QUERY = `subscription ($after: String) {
  assignmentIssued(after: $after) { cursor at assignment { id unit { name } } }
}`;

/** All clients lose their gateway at once and come back to a fresh one, each with its own cursor. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const { say = () => undefined } = options;
  await using city = await startLiveCity({ databaseUrl: options.databaseUrl, isTapped: true });
  await using swarm = startSwarm(options.processes);
  const start = await firstNotice(city);
  using scribe = await openScribe(city, start);
  for (let issued = 0; issued < options.spread; issued += 1) await city.source.issue();
  const cursors = await scribe.cursors();
  const last = cursors.at(-1) ?? '';
  say(`${options.spread} events are in the log`);
  await swarm.connect(city.url, QUERY, await clientsOf(city, options.clients, last));
  say(`${options.clients} clients are connected`);
  await swarm.place(
    Array.from(
      { length: options.clients },
      (_, index) => cursors.at(-2 - (index % options.spread)) ?? start.cursor,
    ),
  );
  const report = await strike(city, swarm, { last, say });
  await city.source.issue();
  return { ...report, swarm: await finalReport(swarm, scribe) };
}

async function strike(
  city: LiveCity,
  swarm: Swarm,
  { last, say }: { last: string; say: (line: string) => void },
): Promise<Omit<StormReport, 'swarm'>> {
  const killedAtMs = Date.now();
  const caughtUp = swarm.until(last);
  await city.stack.kill('gateway');
  await using _events = issueEvery(city.source, EVENT_EVERY_MS);
  city.tap('casework').reset();
  await city.stack.start('gateway');
  const servesAtMs = Date.now();
  say('a fresh gateway serves');
  const pid = city.stack.pid('gateway') ?? 0;
  const before = usageOf(pid);
  const reachedAtMs = (await caughtUp).toSorted((one, other) => one - other);
  const after = usageOf(pid);
  const at = (share: number): number =>
    (reachedAtMs[Math.ceil(reachedAtMs.length * share) - 1] ?? Number.NaN) - servesAtMs;
  return {
    caughtUpMs: { p50: at(0.5), p99: at(0.99), last: at(1) },
    downMs: servesAtMs - killedAtMs,
    mostUpstreams: city.tap('casework').counts().mostUpstreams,
    usage: { cpuMs: after.cpuMs - before.cpuMs, peakRssMb: after.peakRssMb },
  };
}

/** Waits for the very last event, then compares. */
async function finalReport(swarm: Swarm, scribe: Scribe): Promise<SwarmReport> {
  const log = await scribe.cursors();
  await Promise.race([swarm.until(log.at(-1) ?? ''), delay(30_000)]);
  return swarm.report(log);
}
