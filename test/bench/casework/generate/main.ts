import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { openCaseworkOrm } from '../../../../subgraphs/casework/database.ts';
import { underMaintenance } from '../../../../subgraphs/casework/migrations/maintenance.ts';
import { startResealing } from '../../../../subgraphs/kit/secrecy/reseal.ts';
import { sealedColumns } from '../../../../subgraphs/kit/secrecy/sealed-text.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { BENCH_KEYS } from '../bench-keys.ts';
import { createLog } from '../../../../subgraphs/kit/process/log.ts';
import { loadCases } from './load.ts';
import { readShape } from './shape.ts';

const USAGE = `npm run generate-cases -- --database postgres://… [--cases 1000000] [--years 5] [--now 2026-11-22] [--seed 1]
Fills casework's schema of that database, which must hold no cases yet; needs the rights of a superuser.`;

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    cases: { type: 'string', default: '1000000' },
    years: { type: 'string', default: '5' },
    now: { type: 'string', default: '2026-11-22' },
    seed: { type: 'string', default: '1' },
  },
});
if (!values.database) throw new Error(`expected --database, got none\n${USAGE}`);
const say = (line: string) => console.log(line);

const vault = createVault(BENCH_KEYS);
const log = createLog('generate', 'warn');
const orm = await openCaseworkOrm({ databaseUrl: values.database, vault, log });
const client = new Client({ connectionString: values.database });
await client.connect();
try {
  const { rows } = await client.query<{ any: boolean }>(
    'select exists (select from casework."case") as any',
  );
  if (rows[0]?.any) throw new Error('expected a database without cases, got one with some');
  const startedAt = performance.now();
  await loadCases(
    client,
    await readShape(say),
    {
      cases: Number(values.cases),
      years: Number(values.years),
      now: new Date(`${values.now}T00:00:00+08:00`),
      seed: Number(values.seed),
    },
    say,
  );
  // else a process that serves them would do so first, in the background of what is measured
  await startResealing({ orm, vault, log, tables: sealedColumns(orm), prepare: underMaintenance })
    .done;
  say(`loaded in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
} finally {
  await client.end();
  await orm.close();
}
