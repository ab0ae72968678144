import { parseArgs } from 'node:util';
import { runChaos } from './chaos.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now()) },
    dashboards: { type: 'string', default: '50' },
    kills: { type: 'string', default: '20' },
    database: { type: 'string' },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`seed ${values.seed}`);
const report = await runChaos({
  seed: values.seed,
  dashboards: Number(values.dashboards),
  kills: Number(values.kills),
  eventsPerRound: [10, 40],
  databaseUrl: values.database,
  say,
});
const { differences, events, connections, killed } = report;
say(`${events} events, ${connections} connections, killed ${JSON.stringify(killed)}`);
for (const { dashboard, cursor, what } of differences)
  say(`dashboard ${dashboard}, last cursor ${cursor}\n  ${what}`);
say(
  differences.length === 0
    ? `each of ${values.dashboards} dashboards has seen every event exactly once, in order`
    : `${differences.length} dashboards differ; again with --seed ${values.seed}`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
