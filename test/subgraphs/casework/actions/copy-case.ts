import { Pool } from 'pg';
import type { Ids } from './situations.ts';

/** Tables that hang on a case, each after those it refers to. */
const TABLES: readonly string[] = [
  'case',
  'assignment',
  'reply',
  'objection',
  'deadline',
  'deadline_extension',
  'deadline_pause',
  'claim',
  'meeting',
  'contact',
  'review',
  'rating',
  'supervision',
  'appeal',
  'example',
  'commitment',
  'follow_up',
  'urge',
  'circular',
  'late_explanation',
];
/** First and last part are what a copy changes. */
const UUID = '[0-9a-f]{4}([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{8})[0-9a-f]{4}';
/** Begins the ids of copies: an id made by the clock begins so only in the year 10889. */
const COPIED = 'ffff';

/** Copies cases as they stand, so that a situation is brought about once and acted on many times. */
export interface CaseCopier extends AsyncDisposable {
  copy(ids: Ids): Promise<Ids>;
}

export function createCaseCopier(databaseUrl: string): CaseCopier {
  const pool = new Pool({
    connectionString: databaseUrl,
    options: '-c search_path=casework -c synchronous_commit=off -c jit=off',
  });
  // Its end does not wait for the connections', which are cut with the database.
  pool.on('error', () => undefined);
  let copies = 0;
  return {
    copy: async (ids) => {
      copies += 1;
      const mark = copies.toString(16).padStart(4, '0');
      await pool.query(TABLES.map((table) => copyRows(table, ids.caseId, mark)).join(';'));
      const text = JSON.stringify(ids).replaceAll(new RegExp(UUID, 'g'), `${COPIED}$1${mark}`);
      return JSON.parse(text) as Ids;
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

/** Every id of the copy is the original's with another beginning and end, so what refers to what stays. */
function copyRows(table: string, caseId: string, mark: string): string {
  const ofCase =
    table === 'case'
      ? `t.id = '${caseId}'`
      : table === 'deadline_extension' || table === 'deadline_pause'
        ? `t.deadline_id in (select id from deadline where case_id = '${caseId}')`
        : `t.case_id = '${caseId}'`;
  const unique =
    table === 'case'
      ? ` || jsonb_build_object('registration_number', t.registration_number || '-${mark}', 'query_code_hash', md5(t.id || '${mark}'))`
      : '';
  return `insert into "${table}" select copied.* from "${table}" t
    cross join lateral jsonb_populate_record(null::"${table}",
      regexp_replace(to_jsonb(t)::text, '${UUID}', '${COPIED}\\1${mark}', 'g')::jsonb${unique}) copied
    where ${ofCase}`;
}
