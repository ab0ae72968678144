import { Client } from 'pg';
import { openCaseworkOrm } from '../../../subgraphs/casework/database.ts';
import { createOverdueClock } from '../../../subgraphs/casework/alerts/overdue-clock.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import { round } from './timing.ts';
import { createVault } from '../../../subgraphs/kit/secrecy/vault.ts';
import { BENCH_KEYS } from './bench-keys.ts';

export interface SweepTiming {
  due: number;
  ms: number;
  goalMs: number;
  /** Alerts of OVERDUE that were new; as many as were due where each was raised once. */
  raised: number;
  /** Of a second sweep right after, and of two at once from another place. */
  raisedAgain: number;
}

const GOAL_MS = 10_000;
const FAR_FUTURE_MS = 2 ** 31 - 1;
const HOUR_MS = 3_600_000;

/** Lets that many open deadlines fall due within the hour after `now`, and sweeps them up. */
export async function timeSweep(databaseUrl: string, now: Date, due: number): Promise<SweepTiming> {
  await makeDue(databaseUrl, now, due);
  const log = createLog('casework', 'warn');
  const orm = await openCaseworkOrm({ databaseUrl, vault: createVault(BENCH_KEYS), log });
  const later = new Date(now.getTime() + HOUR_MS);
  const clock = { now: () => later };
  const before = await overdueAlerts(databaseUrl);
  const startedAt = performance.now();
  try {
    await using first = createOverdueClock({ orm, clock, log, intervalMs: FAR_FUTURE_MS });
    await first.firstSweep;
    const ms = round(performance.now() - startedAt);
    const raised = (await overdueAlerts(databaseUrl)) - before;
    await using second = createOverdueClock({ orm, clock, log, intervalMs: FAR_FUTURE_MS });
    await second.firstSweep;
    const again = await Promise.all([first.sweep(), second.sweep()]);
    const raisedAgain = (await overdueAlerts(databaseUrl)) - before - raised;
    return { due, ms, goalMs: GOAL_MS, raised, raisedAgain: raisedAgain + again[0] + again[1] };
  } finally {
    await orm.close();
  }
}

/** Moves the latest handling limits into the hour, opened again where they were met. */
async function makeDue(databaseUrl: string, now: Date, due: number): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query(
      `with latest as (
         select id, row_number() over (order by due_at desc, id) as place from deadline
         where kind = 'HANDLING'
           and not exists (select from overdue_alert a where a.deadline_id = deadline.id)
         order by due_at desc, id limit $2)
       update deadline d set met_at = null, due_soon_at = $1::timestamptz - interval '1 day',
         due_at = $1::timestamptz + place / $2::float8 * interval '59 minutes'
       from latest where latest.id = d.id`,
      [now, due],
    ),
  );
}

function overdueAlerts(databaseUrl: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from overdue_alert where level = 'OVERDUE'`,
    );
    return rows[0]?.count ?? 0;
  });
}

async function withClient<Result>(
  connectionString: string,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString, options: '-c search_path=casework' });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
