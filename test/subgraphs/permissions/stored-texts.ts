import pg from 'pg';
import { ACTS } from '../casework/support/acts.ts';

/** What is written for everybody to read. */
const PUBLIC = ['title', 'story'];
/** Of officers, who answer for what they do by name. */
const OFFICERS = ['signedBy', 'approvedBy'];

/** Every text that an act brings along, by what it is called. */
export function writtenTexts(): string[] {
  const given = Object.values(ACTS).flatMap((mutation) => [
    ...mutation.matchAll(/\$(\w+): String! = "([^"]+)"/g),
  ]);
  return given.flatMap(([, name = '', text = '']) =>
    [...PUBLIC, ...OFFICERS].includes(name) ? [] : [text],
  );
}

/** Every value in casework's tables, as text. */
export async function storedTexts(databaseUrl: string): Promise<Set<string>> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: '-c search_path=casework',
  });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables
       where table_schema = 'casework' and table_type = 'BASE TABLE'`,
    );
    const stored = new Set<string>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ value: string }>(
        `select distinct each.value from ${name} t, jsonb_each_text(to_jsonb(t)) each
         where each.value is not null`,
      );
      for (const { value } of rows) stored.add(value);
    }
    return stored;
  } finally {
    await client.end();
  }
}
