import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { compareDeadlines } from './compare.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const cases = Number(values.cases);
const seed = Number(values.seed ?? Date.now() % 2 ** 32);
const bar = new SingleBar({
  format: 'deadlines {bar} {value}/{total} · {eta} s left',
  noTTYOutput: true,
  notTTYSchedule: 2_000,
});
bar.start(cases, 0);
const difference = compareDeadlines(cases, seed, (done) => {
  bar.update(done);
});
bar.stop();
const agreed = `${String(cases)} deadlines, both implementations agree (seed ${String(seed)})`;
process.stdout.write(`${difference ?? agreed}\n`);
if (difference !== null) process.exitCode = 1;
