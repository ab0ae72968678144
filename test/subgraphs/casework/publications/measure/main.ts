/**
 * Which index finds Chinese texts in PostgreSQL: pairs of signs as a tsvector, or pg_trgm. On the
 * real letters beside the project; `TEST_DATABASE_SERVER=postgres://… node` with it; not part of the tests.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { openCaseworkOrm } from '../../../../../subgraphs/casework/database.ts';
import { createVault } from '../../../../../subgraphs/kit/secrecy/vault.ts';
import { createTestKeys } from '../../../kit/mailbox/test-keys.ts';
import {
  toSearchQuery,
  toSearchVector,
} from '../../../../../subgraphs/casework/publications/search-text.rules.ts';
import { createLog } from '../../../../../subgraphs/kit/process/log.ts';
import { createTestDatabase } from '../../../../support/database.ts';

const LETTERS = '../shared/data/answered-messages.jsonl';
const QUERIES = [
  '路灯',
  '水',
  '公积金',
  '物业管理',
  '拖欠工资',
  '营业执照',
  'A2区',
  '地铁6号线',
  '人才补贴 申请',
];
const ROUNDS = 20;

interface Letter {
  title: string;
  content: string;
  reply: string;
}

if (!existsSync(LETTERS)) throw new Error(`${LETTERS} is absent: nothing to measure`);
const letters = readFileSync(LETTERS, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Letter);

await using database = await createTestDatabase();
const log = createLog('measure', 'warn');
const vault = createVault(createTestKeys('first'));
await (await openCaseworkOrm({ databaseUrl: database.url, vault, log })).close();
const client = new Client({ connectionString: database.url });
await client.connect();
try {
  await load();
  await report();
} finally {
  await client.end();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function load(): Promise<void> {
  await client.query('create extension pg_trgm');
  await client.query('create table pairs (id int primary key, search tsvector not null)');
  await client.query('create table trigrams (id int primary key, body text not null)');
  for (const [id, { title, content, reply }] of letters.entries()) {
    const vector = toSearchVector([
      { text: title, weight: 'A' },
      { text: content.slice(0, 4_000), weight: 'B' },
      { text: reply.slice(0, 10_000), weight: 'C' },
    ]);
    await client.query('insert into pairs values ($1, $2::tsvector)', [id, vector]);
    const body = `${title}\n${content.slice(0, 4_000)}\n${reply.slice(0, 10_000)}`.toLowerCase();
    await client.query('insert into trigrams values ($1, $2)', [id, body]);
  }
}

async function report(): Promise<void> {
  const pairs = await buildIndex('pairs', 'using gin (casework.search_terms(search))');
  const trigrams = await buildIndex('trigrams', 'using gin (body gin_trgm_ops)');
  await client.query('vacuum analyze');
  const { rows } = await client.query<{ setting: string }>(
    `select datcollate || ' ' || datctype as setting from pg_database where datname = current_database()`,
  );
  say(`${letters.length} letters, locale ${rows[0]?.setting}`);
  say(`pairs: ${pairs}; pg_trgm: ${trigrams}`);
  say('| query | found by pairs | ms | found by pg_trgm | ms | its plan |');
  say('| --- | ---: | ---: | ---: | ---: | --- |');
  for (const query of QUERIES) await compare(query);
}

async function buildIndex(table: string, index: string): Promise<string> {
  const start = performance.now();
  await client.query(`create index ${table}_index on ${table} ${index}`);
  const builtMs = performance.now() - start;
  const { rows } = await client.query<{ size: string }>(
    `select pg_size_pretty(pg_relation_size('${table}_index')) as size`,
  );
  return `index ${rows[0]?.size}, built in ${builtMs.toFixed(0)} ms`;
}

async function compare(query: string): Promise<void> {
  const asked = toSearchQuery(query);
  const phrase = asked?.phrases?.[1].split(' & !')[0];
  const pairs = await timed(
    `select id from pairs where casework.search_terms(search) @@ $1::tsquery
     ${phrase ? 'and search @@ $2::tsquery' : ''}`,
    [asked?.terms[1].split(' & !')[0], ...(phrase ? [phrase] : [])],
  );
  const words = query.toLowerCase().split(' ');
  const likes = words.map((_, index) => `body like $${index + 1}`).join(' and ');
  const values = words.map((word) => `%${word}%`);
  const trigrams = await timed(`select id from trigrams where ${likes}`, values);
  const found = [pairs.count, pairs.ms.toFixed(2), trigrams.count, trigrams.ms.toFixed(2)];
  say(`| ${[query, ...found, trigrams.plan].join(' | ')} |`);
}

async function timed(sql: string, values: unknown[]) {
  const times: number[] = [];
  let count = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    count = (await client.query(sql, values)).rows.length;
    times.push(performance.now() - start);
  }
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, values);
  const plan = rows.some((row) => row['QUERY PLAN'].includes('Index')) ? 'index' : 'all rows read';
  return { count, ms: times.toSorted((one, two) => one - two)[ROUNDS / 2] ?? 0, plan };
}
