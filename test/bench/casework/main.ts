import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineFacts } from '../report/machine.ts';
import { explainAll } from './plans.ts';
import { toReport } from './report.ts';
import { timeStatistics } from './statistics.ts';
import { startSubject } from './subject.ts';
import { timeSweep } from './sweep.ts';
import { timeWorklists } from './worklist.ts';

const USAGE =
  'npm run bench:casework -- --database postgres://… [--runs 300] [--due 10000] [--now 2026-11-22]';

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    runs: { type: 'string', default: '300' },
    due: { type: 'string', default: '10000' },
    now: { type: 'string', default: '2026-11-22' },
    output: { type: 'string', default: 'results' },
  },
});
if (!values.database) throw new Error(`expected --database, got none\n${USAGE}`);
const { database } = values;
const now = new Date(`${values.now}T00:00:00+08:00`);
const runs = Number(values.runs);

const timings = [];
{
  await using subject = await startSubject(database, now);
  timings.push(...(await timeWorklists(subject, runs)));
  timings.push(...(await timeStatistics(subject, Math.ceil(runs / 5))));
}
const plans = await explainAll(database, now);
// Last, because it changes what is due.
const sweep = await timeSweep(database, now, Number(values.due));

const folder = join(import.meta.dirname, '..', values.output);
mkdirSync(folder, { recursive: true });
const report = toReport({ machine: machineFacts(), timings, sweep });
writeFileSync(join(folder, 'casework.md'), report);
writeFileSync(
  join(folder, 'casework-plans.md'),
  plans.map(({ name, text }) => `## ${name}\n\n\`\`\`\n${text}\n\`\`\`\n`).join('\n'),
);
console.log(`${report}\nwritten to ${folder}: casework.md, casework-plans.md`);
