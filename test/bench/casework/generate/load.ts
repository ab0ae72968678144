import type { Client } from 'pg';
import type { Shape, Share } from './shape.ts';
import { DRAW, TABLES } from './tables.ts';
import { termsBetween } from './terms.ts';

export interface Load {
  cases: number;
  /** Submissions lie in the years before it; what would be answered later is open. */
  now: Date;
  years: number;
  seed: number;
}

const DAY_MS = 86_400_000;

/**
 * Fills casework's empty tables, all in the database: drawn once, then one INSERT SELECT per table,
 * in the order of submission, as the real tables grow.
 */
export async function loadCases(
  client: Client,
  shape: Shape,
  load: Load,
  say: (line: string) => void,
): Promise<void> {
  // Foreign keys hold by construction; the facts are counted at the end, all at once.
  await client.query(`set search_path = casework; set session_replication_role = replica;
    set synchronous_commit = off; set jit = off; set work_mem = '256MB'; set maintenance_work_mem = '512MB'`);
  await client.query('select setseed($1)', [(load.seed % 1_000_000) / 1_000_000]);
  await keepTerms(client, load);
  await client.query(DRAW, drawParameters(shape, load));
  await client.query('analyze drawn');
  for (const [table, statement] of Object.entries(TABLES)) {
    const startedAt = performance.now();
    const { rowCount } = await client.query(statement, statement.includes('$1') ? [load.now] : []);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    say(`${table}: ${(rowCount ?? 0).toLocaleString('en')} rows in ${seconds} s`);
  }
  await client.query(`select setval('registration_number_seq', $1)`, [load.cases]);
  await client.query('vacuum analyze');
}

async function keepTerms(client: Client, { now, years }: Load): Promise<void> {
  const first = new Date(now.getTime() - years * 365 * DAY_MS - 2 * DAY_MS);
  await client.query(`create temp table term (day date primary key, due_0 timestamptz,
    due_5 timestamptz, due_20 timestamptz, soon_5 timestamptz, soon_20 timestamptz)`);
  await client.query(
    `insert into term select * from json_to_recordset($1) as given (day date, due_0 timestamptz,
      due_5 timestamptz, due_20 timestamptz, soon_5 timestamptz, soon_20 timestamptz)`,
    [JSON.stringify(termsBetween(first, now))],
  );
}

function drawParameters(shape: Shape, { cases, now, years }: Load): unknown[] {
  const days = daysOf(shape, now, years);
  const units = shape.places.filter(([place]) => place.includes(':'));
  return [
    cases,
    now,
    days.map(([day]) => day),
    borders(days),
    shape.hours.map(([hour]) => Number(hour)),
    borders(shape.hours),
    values(shape.places),
    borders(shape.places),
    values(shape.types),
    borders(shape.types),
    values(shape.categories),
    borders(shape.categories),
    values(units),
    borders(units),
    shape.replyDays,
  ];
}

/** Every day before `now`, as often as its month and its weekday come among the letters. */
function daysOf(shape: Shape, now: Date, years: number): Share[] {
  const months = new Map(shape.months);
  const weekdays = new Map(shape.weekdays);
  return Array.from({ length: years * 365 }, (_none, index): Share => {
    const day = new Date(now.getTime() - (index + 1) * DAY_MS).toISOString().slice(0, 10);
    const weekday = String(new Date(`${day}T00:00:00Z`).getUTCDay());
    return [day, (months.get(day.slice(5, 7)) ?? 0) * (weekdays.get(weekday) ?? 0)];
  });
}

function values(shares: readonly Share[]): string[] {
  return shares.map(([value]) => value);
}

/** Where one value ends and the next begins, between 0 and 1: one fewer than there are values. */
function borders(shares: readonly Share[]): number[] {
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  let reached = 0;
  return shares.slice(0, -1).map(([, share]) => (reached += share / total));
}
