/**
 * How long a search takes among very many published answers: `npm run generate-cases -- --database URL`,
 * then `node` with this, `--database URL [--publications 100000]`; not part of the tests. The texts are
 * the real letters beside the project, titles, questions and answers mixed anew.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { openCaseworkOrm } from '../../../../../../subgraphs/casework/database.ts';
import { createVault } from '../../../../../../subgraphs/kit/secrecy/vault.ts';
import { createTestKeys } from '../../../../kit/mailbox/test-keys.ts';
import {
  countPublications,
  findPublications,
  type PublicationPlace,
} from '../../../../../../subgraphs/casework/publications/publication.store.ts';
import {
  toSearchQuery,
  toSearchVector,
} from '../../../../../../subgraphs/casework/publications/search-text.rules.ts';
import { createLog } from '../../../../../../subgraphs/kit/process/log.ts';

const LETTERS = '../shared/data/answered-messages.jsonl';
const PAGE = 21;
const ROUNDS = 15;
const BATCH = 500;
const QUERIES = [
  '',
  '的',
  '水',
  '1',
  '路灯',
  '问题',
  '感谢您',
  '来信息',
  '问题的',
  '的的的',
  '物业管理',
  '您的来信收悉',
  '公积金 提取',
  '的 是 不 我 了',
  '地铁6号线',
  '魑魅',
];

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    publications: { type: 'string', default: '100000' },
  },
});
if (!values.database) throw new Error('expected --database, got none');
const orm = await openCaseworkOrm({
  databaseUrl: values.database,
  vault: createVault(createTestKeys('first')),
  log: createLog('measure', 'warn'),
});
const client = new Client({ connectionString: values.database });
await client.connect();
await client.query('set search_path = casework');
try {
  const { rows } = await client.query('select from publication limit 1');
  if (rows.length === 0) await load(Number(values.publications));
  await report();
} finally {
  await client.end();
  await orm.close();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function load(count: number): Promise<void> {
  const letters = readFileSync(LETTERS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { title: string; content: string; reply: string });
  const letter = (index: number) =>
    letters[index % letters.length] ?? { title: '', content: '', reply: '' };
  const { rows: petitions } = await client.query<{ id: string; at: Date }>(
    `select c.petition_id as id, r.replied_at as at from "case" c join reply r on r.case_id = c.id
     where r.visibility = 'PUBLIC' order by md5(c.id) limit $1`,
    [count],
  );
  await client.query(`set session_replication_role = replica; set synchronous_commit = off;
    set maintenance_work_mem = '512MB'`);
  await client.query('drop index publication_terms');
  for (let from = 0; from < petitions.length; from += BATCH) {
    const batch = petitions.slice(from, from + BATCH).map(({ id, at }, offset) => {
      const n = from + offset;
      const title = letter(n).title.slice(0, 100);
      const question = letter(n * 7 + 3).content.slice(0, 4_000);
      const answer = letter(n * 13 + 5).reply.slice(0, 10_000);
      const search = toSearchVector([
        { text: title, weight: 'A' },
        { text: question, weight: 'B' },
        { text: answer, weight: 'C' },
      ]);
      return { id, at, title, question, answer, search };
    });
    await client.query(
      `insert into publication (id, petition_id, revision, title, question, answer, search, released_at)
       select gen_random_uuid(), id, 1, title, question, answer, search::tsvector, at
       from json_to_recordset($1) as given
         (id text, at timestamptz, title text, question text, answer text, search text)`,
      [JSON.stringify(batch)],
    );
  }
  await client.query(`update publication p set is_listed = true, type = s.type, mailbox = s.mailbox,
    replied_by = s.replied_by, category = s.category, replied_at = s.replied_at
    from published s where s.id = p.id`);
  const start = performance.now();
  await client.query(
    'create index publication_terms on publication using gin (search_terms(search)) where is_listed',
  );
  await client.query('alter index publication_terms alter column 1 set statistics 0');
  say(`index built in ${((performance.now() - start) / 1_000).toFixed(0)} s`);
  await client.query('vacuum analyze publication');
}

async function report(): Promise<void> {
  const { rows } = await client.query<Record<string, string>>(
    `select count(*) as listed, pg_size_pretty(pg_relation_size('publication')) as rows,
       pg_size_pretty(pg_total_relation_size('publication')) as "all",
       pg_size_pretty(pg_relation_size('publication_terms')) as "index" from publication where is_listed`,
  );
  say(JSON.stringify(rows[0]));
  say('| search | counted | page ms | its longest | tenth page ms | count ms |');
  say('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const typed of QUERIES) await measure(typed);
}

async function measure(typed: string): Promise<void> {
  const query = typed === '' ? null : toSearchQuery(typed);
  const em = orm.em.fork();
  const page = (after: PublicationPlace | null) =>
    findPublications(em, { conditions: [], query, after, limit: PAGE });
  let after: PublicationPlace | null = null;
  for (let turned = 0; turned < 9; turned += 1) after = (await page(after)).at(-1)?.place ?? after;
  const first = await timed(() => page(null));
  const tenth = await timed(() => page(after));
  const count = await timed(() => countPublications(em, { conditions: [], query }));
  const found = await countPublications(em, { conditions: [], query });
  const cells = [typed, found, first.median, first.longest, tenth.median, count.median];
  say(`| ${cells.join(' | ')} |`);
}

async function timed(work: () => Promise<unknown>): Promise<{ median: string; longest: string }> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((one, two) => one - two);
  const show = (ms: number | undefined) => (ms ?? 0).toFixed(1);
  return { median: show(sorted[Math.floor(ROUNDS / 2)]), longest: show(sorted.at(-1)) };
}
