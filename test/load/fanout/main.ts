import { parseArgs } from 'node:util';
import { startLiveCity } from '../city/live-city.ts';
import type { SwarmReport } from '../swarm/orders.ts';
import { runReload } from './reload.ts';
import { runSlowReader } from './slow-reader.ts';
import { runSteady } from './steady.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '30' },
    processes: { type: 'string', default: '3' },
    parts: { type: 'string', default: 'steady,slow,reload' },
    database: { type: 'string' },
  },
});

/** As much as fills what the system itself buffers for a client, and then the gateway's mark. */
const SLOW_PART = { clients: 30, eventsPerSecond: 8 };

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const parts = values.parts.split(',');
const processes = Number(values.processes);
const clients = Number(values.clients);

await using city = await startLiveCity({
  databaseUrl: values.database,
  isTapped: true,
  isComposed: true,
  gatewayEnv: { SLOW_CLIENT_MS: '2000' },
});

if (parts.includes('steady')) {
  const seconds = Number(values.seconds);
  const report = await runSteady(city, { clients, seconds, eventsPerSecond: 5, processes });
  const { latencyMs, cpuMicrosPerMessage, upstreams, fetchesPerEvent } = report;
  say(`\n${clients} clients, ${report.events} events, 5 a second; peak ${report.peakRssMb} MB`);
  say(`latency: half ${latencyMs.p50} ms, 99 % ${latencyMs.p99} ms`);
  goal(latencyMs.p99 <= 250, `p99 ${latencyMs.p99} ms (goal 250)`);
  const cpu = cpuMicrosPerMessage.toFixed(1);
  goal(cpuMicrosPerMessage <= 20, `${cpu} µs CPU per delivered message (goal 20)`);
  goal(upstreams === 1, `${upstreams} upstream subscription (goal 1)`);
  const fetches = Object.entries(fetchesPerEvent).map(
    ([name, count]) => `${name} ${count.toFixed(2)}`,
  );
  const isOneEach = Object.values(fetchesPerEvent).every((count) => count <= 1);
  goal(isOneEach, `fetches per event: ${fetches.join(', ')} (goal at most 1 each)`);
  exact(report.swarm);
}

if (parts.includes('slow')) {
  const frozen = 5;
  const report = await runSlowReader(city, {
    clients: SLOW_PART.clients,
    frozen,
    eventsPerSecond: SLOW_PART.eventsPerSecond,
    calmSeconds: 25,
    frozenSeconds: 25,
  });
  const { p99Calm, p99WhileFrozen, mostBufferedBytes } = report;
  say(`\n${SLOW_PART.clients} clients with whole letters; ${frozen} of them stop reading`);
  goal(
    p99WhileFrozen <= Math.max(p99Calm * 1.5, 250),
    `p99 of the others ${p99WhileFrozen} ms, before ${p99Calm} ms (goal unchanged, or within 250)`,
  );
  const megabytes = (mostBufferedBytes / 2 ** 20).toFixed(1);
  goal(
    mostBufferedBytes < frozen * 2 * 2 ** 20,
    `at most ${megabytes} MB wait in the gateway (goal ${frozen * 2})`,
  );
  const { connections, clients: all, closes } = report.swarm;
  // Who is frozen for long does not read the code either: it finds the connection gone (1006).
  goal(
    connections - all === frozen,
    `${connections - all} connections were closed, ${JSON.stringify(closes)} (goal ${frozen})`,
  );
  exact(report.swarm);
}

if (parts.includes('reload')) {
  const report = await runReload(city, {
    clients: Math.min(clients, 1_000),
    reloads: 5,
    eventsPerSecond: 10,
    processes,
  });
  say(`\n${report.clients} live subscriptions, 5 new schemas`);
  const dropped = report.connections - report.clients;
  goal(dropped === 0, `${dropped} connections dropped ${JSON.stringify(report.closes)} (goal 0)`);
  exact(report);
}

function exact({ clients: all, wrong, delivered, examples }: SwarmReport): void {
  goal(
    wrong === 0,
    `${all - wrong} of ${all} clients got exactly their events, ${delivered} in all`,
  );
  for (const example of examples) say(`  ${example}`);
}

function goal(isMet: boolean, what: string): void {
  say(`${isMet ? '✓' : '✗'} ${what}`);
  if (!isMet) process.exitCode = 1;
}
