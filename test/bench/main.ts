import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startIdentity } from './contenders/identity.ts';
import { startLoadGenerator } from './load/load-generator.ts';
import { runGraph } from './measure/run-graph.ts';
import { readOptions } from './options.ts';
import { machineFacts } from './report/machine.ts';
import { toMarkdown } from './report/markdown.ts';
import { summarise } from './report/summary.ts';

const options = readOptions(process.argv.slice(2));
const startedAtMs = performance.now();
const folder = join(import.meta.dirname, options.outputFolder);
mkdirSync(folder, { recursive: true });
const say = (line: string) => console.log(`${elapsed().padStart(5)} s  ${line}`);

using resources = new DisposableStack();
const identity = resources.use(
  await startIdentity(Math.max(50, ...options.cells.map(({ connections }) => connections))),
);
const load = resources.use(startLoadGenerator());
const graphs = (['classic', 'portal'] as const).filter((graph) =>
  options.cells.some(({ scenario }) => scenario.graph === graph),
);
const shares = graphs.map(
  (graph) =>
    options.cells.filter(({ scenario }) => scenario.graph === graph).length / options.cells.length,
);
const runs = [];
for (const [index, graph] of graphs.entries()) {
  const share = shares.slice(0, index + 1).reduce((sum, each) => sum + each, 0);
  const untilMs = startedAtMs + options.budgetMs * share;
  runs.push(await runGraph(graph, { options, identity, load, folder, untilMs, say }));
}
const summary = summarise({
  machine: machineFacts(),
  rounds: options.rounds,
  cellMs: options.cellMs,
  measurements: runs.flatMap(({ measurements }) => measurements),
  notes: runs.flatMap(({ notes }) => notes),
});
const markdown = toMarkdown(summary);
writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
writeFileSync(join(folder, 'summary.md'), markdown);
console.log(`\n${markdown}`);
say(`written to ${folder}`);

function elapsed(): string {
  return ((performance.now() - startedAtMs) / 1_000).toFixed(0);
}
