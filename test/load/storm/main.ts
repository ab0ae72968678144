import { parseArgs } from 'node:util';
import { runStorm } from './storm.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '5000' },
    spread: { type: 'string', default: '1000' },
    processes: { type: 'string', default: '3' },
    database: { type: 'string' },
  },
});

const GOAL_MS = 15_000;
const GOAL_UPSTREAMS = 20;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { swarm, caughtUpMs, downMs, mostUpstreams, usage } = await runStorm({
  clients: Number(values.clients),
  spread: Number(values.spread),
  processes: Number(values.processes),
  databaseUrl: values.database,
  say,
});
const goals = [
  {
    isMet: caughtUpMs.last <= GOAL_MS,
    what: `all live again ${caughtUpMs.last.toFixed(0)} ms after the fresh gateway served (goal ${GOAL_MS})`,
  },
  {
    isMet: mostUpstreams <= GOAL_UPSTREAMS,
    what: `at most ${mostUpstreams} upstreams at a time (goal ${GOAL_UPSTREAMS})`,
  },
  {
    isMet: swarm.wrong === 0,
    what: `${swarm.clients - swarm.wrong} of ${swarm.clients} clients got exactly their events (goal all)`,
  },
];
say(
  [
    `down ${downMs} ms; caught up: half ${caughtUpMs.p50.toFixed(0)} ms, 99 % ${caughtUpMs.p99.toFixed(0)} ms`,
    `${swarm.delivered} events delivered over ${swarm.connections} connections, closed ${JSON.stringify(swarm.closes)}`,
    `the fresh gateway used ${usage.cpuMs} ms CPU and at most ${usage.peakRssMb} MB`,
    ...swarm.examples,
    ...goals.map(({ isMet, what }) => `${isMet ? '✓' : '✗'} ${what}`),
  ].join('\n'),
);
process.exitCode = goals.every(({ isMet }) => isMet) ? 0 : 1;
