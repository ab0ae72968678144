import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../../load/swarm/latencies.ts';
import { startSwarm, type Swarm } from '../../load/swarm/swarm.ts';
import type { RunningContender } from '../contenders/start-contender.ts';
import { cpuMsOf, rssMbOf } from '../measure/process-usage.ts';
import { WATCH_QUERY } from './graph.ts';
import { cursorOf, type LiveFleet } from './live-fleet.ts';

export interface LiveOptions {
  clients: number;
  rates: readonly number[];
  cellMs: number;
  /** Values of `authorization`, shared out among the clients. */
  users: readonly string[];
  say: (line: string) => void;
}

/** One rate of events. */
export interface LiveCell {
  eventsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  cpuMicrosPerMessage: number;
  fetchesPerEvent: number;
  upstreams: number;
  rssMb: number;
  /** Everything arrived, and in time. */
  holds: boolean;
}

/** What clients were told of, of the events that came while their way was broken. */
export interface Break {
  missed: number;
  repeated: number;
  expected: number;
  mostUpstreams: number;
}

export interface LiveMeasurement {
  cells: LiveCell[];
  /** The subgraph with the events ended all its connections. */
  upstreamLost: Break;
  /** All clients lost their connection and came back with their cursor. */
  clientsLost: Break;
}

const PROCESSES = 2;
const IN_TIME_MS = 250;
const LATEST_MS = 5_000;
/** So few that no contender is late at this rate: what is missed then is lost. */
const CLIENTS_PER_BREAK = 50;
const EVENTS_PER_BREAK = 40;
const BREAK_RATE = 10;
const WARM_UP_EVENTS = 30;

/** The log as the runner knows it: how many events there are by now. */
export interface LogState {
  length: number;
}

export async function measureLive(
  running: RunningContender,
  fleet: LiveFleet,
  log: LogState,
  options: LiveOptions,
): Promise<LiveMeasurement> {
  const upstreamLost = await breakAndCount(running, fleet, log, options, async () =>
    fleet.cutUpstreams(),
  );
  const clientsLost = await breakAndCount(running, fleet, log, options, (swarm) => swarm.cut());
  await using swarm = await connect(running, log, options.clients, options);
  await emit(fleet, log, WARM_UP_EVENTS, BREAK_RATE);
  await arrival(swarm, log);
  const cells: LiveCell[] = [];
  for (const rate of options.rates) {
    const cell = await measureRate(running, fleet, log, swarm, rate, options);
    cells.push(cell);
    options.say(tell(running.contender.name, cell));
    if (!cell.holds) break;
  }
  return { cells, upstreamLost, clientsLost };
}

async function connect(
  { url }: RunningContender,
  log: LogState,
  clients: number,
  { users }: LiveOptions,
): Promise<Swarm> {
  const swarm = startSwarm(PROCESSES);
  const after = cursorOf(log.length);
  const orders = Array.from({ length: clients }, (_, index) => ({
    token: (users[index % users.length] ?? '').replace('Bearer ', ''),
    variables: {},
    after,
  }));
  await swarm.connect(url, WATCH_QUERY, orders, true);
  return swarm;
}

async function measureRate(
  { pid }: RunningContender,
  fleet: LiveFleet,
  log: LogState,
  swarm: Swarm,
  rate: number,
  { clients, cellMs }: LiveOptions,
): Promise<LiveCell> {
  const events = Math.max(Math.round((rate * cellMs) / 1_000), 5);
  await swarm.latencies();
  const before = { cpuMs: cpuMsOf(pid), fetches: (await fleet.count()).fetches };
  await emit(fleet, log, events, rate);
  const hasArrived = await arrival(swarm, log);
  const cpuMs = cpuMsOf(pid) - before.cpuMs;
  const { fetches, upstreams } = await fleet.count();
  const latencies = await swarm.latencies();
  const delivered = latencies.flat().reduce((sum, [, count]) => sum + count, 0);
  const p99Ms = quantile(latencies, 0.99);
  return {
    eventsPerSecond: rate,
    p50Ms: quantile(latencies, 0.5),
    p99Ms,
    cpuMicrosPerMessage: (cpuMs * 1_000) / delivered,
    fetchesPerEvent: (fetches - before.fetches) / events,
    upstreams,
    rssMb: rssMbOf(pid),
    holds: hasArrived && delivered === events * clients && p99Ms <= IN_TIME_MS,
  };
}

/** Events flow while something breaks; afterwards everybody had time to come back. */
async function breakAndCount(
  running: RunningContender,
  fleet: LiveFleet,
  log: LogState,
  options: LiveOptions,
  breakIt: (swarm: Swarm) => Promise<void>,
): Promise<Break> {
  await using swarm = await connect(running, log, CLIENTS_PER_BREAK, options);
  const from = log.length;
  await emit(fleet, log, WARM_UP_EVENTS, BREAK_RATE);
  await arrival(swarm, log);
  await fleet.count();
  const flow = emit(fleet, log, EVENTS_PER_BREAK, BREAK_RATE);
  await delay(1_000);
  await breakIt(swarm);
  await flow;
  await arrival(swarm, log);
  const { mostUpstreams } = await fleet.count();
  const cursors = Array.from({ length: log.length - from + 1 }, (_, index) =>
    cursorOf(from + index),
  );
  const { missed, repeated } = await swarm.report(cursors);
  return { missed, repeated, expected: (log.length - from) * CLIENTS_PER_BREAK, mostUpstreams };
}

async function emit(fleet: LiveFleet, log: LogState, count: number, rate: number): Promise<void> {
  const startedAtMs = performance.now();
  for (let emitted = 1; emitted <= count; emitted += 1) {
    fleet.emit();
    log.length += 1;
    await delay(Math.max(startedAtMs + (emitted * 1_000) / rate - performance.now(), 0));
  }
}

/** Whether everybody has the last event before it is too late. */
async function arrival(swarm: Swarm, log: LogState): Promise<boolean> {
  const late = new AbortController();
  const hasArrived = await Promise.race([
    swarm.until(cursorOf(log.length)).then(() => true),
    delay(LATEST_MS, false, { signal: late.signal }),
  ]);
  late.abort();
  return hasArrived;
}

function tell(name: string, cell: LiveCell): string {
  const { eventsPerSecond, p50Ms, p99Ms, cpuMicrosPerMessage, fetchesPerEvent, upstreams } = cell;
  return [
    `${name} ${eventsPerSecond}/s${cell.holds ? '' : ' does not hold'}:`,
    `p50 ${p50Ms} ms, p99 ${p99Ms} ms, ${cpuMicrosPerMessage.toFixed(1)} µs per message,`,
    `${upstreams} upstreams, ${fetchesPerEvent.toFixed(1)} fetches per event`,
  ].join(' ');
}
