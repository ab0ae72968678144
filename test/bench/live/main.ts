import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { allContenders } from '../contenders/contender.ts';
import { startIdentity } from '../contenders/identity.ts';
import { startContender } from '../contenders/start-contender.ts';
import { machineFacts } from '../report/machine.ts';
import { toLiveMarkdown, type LiveResult } from './live-report.ts';
import { startLiveFleet } from './live-fleet.ts';
import { measureLive } from './measure-live.ts';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '500' },
    rates: { type: 'string', default: '1,5,10,20,50,100,200' },
    'cell-ms': { type: 'string', default: '4000' },
    contenders: { type: 'string' },
    output: { type: 'string', default: 'results' },
  },
});
/** Our gateway allows one actor so many subscriptions; all these may see the same. */
const USERS = 50;

const folder = join(import.meta.dirname, '..', values.output);
mkdirSync(folder, { recursive: true });
const clients = Number(values.clients);
const wanted = values.contenders?.split(',');
const contenders = allContenders({ folder: null, nodeOptions: '' }).filter(
  ({ name, graphs }) => graphs.includes('live') && (wanted?.includes(name) ?? true),
);

using resources = new DisposableStack();
const { identity, users } = resources.use(await startIdentity(USERS));
const fleet = resources.use(await startLiveFleet());
const supergraphPath = join(folder, 'live.graphql');
writeFileSync(supergraphPath, fleet.supergraphSdl);
const log = { length: 0 };
const results: LiveResult[] = [];
for (const contender of contenders) {
  try {
    using running = await startContender(contender, {
      settings: { supergraphPath, subgraphUrls: fleet.urls },
      identity,
      logPath: join(folder, `live-${contender.name}.log`),
    });
    const measurement = await measureLive(running, fleet, log, {
      clients,
      rates: values.rates.split(',').map(Number),
      cellMs: Number(values['cell-ms']),
      users,
      say: (line) => console.log(line),
    });
    results.push({ contender, measurement });
  } catch (error) {
    results.push({ contender, failure: String(error) });
    console.log(`${contender.name} is left out: ${String(error)}`);
  }
}
const summary = { machine: machineFacts(), clients, results };
const markdown = toLiveMarkdown(summary);
writeFileSync(join(folder, 'live.json'), `${JSON.stringify(summary, null, 2)}\n`);
writeFileSync(join(folder, 'live.md'), markdown);
console.log(`\n${markdown}`);
