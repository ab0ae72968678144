import { Readable } from 'node:stream';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { DocumentKind } from '../../kit/documents/document-kind.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { OpenDataFormat } from '../generated/resolver-types.ts';
import { csvOf } from '../statistics/export/csv.ts';
import { OPEN_DATA_COLUMNS } from './open-data.columns.ts';
import { shownIn } from './publication.rules.ts';
import {
  findPublications,
  type PublicationPlace,
  type PublicationRow,
} from './publication.store.ts';

/** What the file is made from; nobody's right depends on it. */
export interface OpenDataOrder {
  format: OpenDataFormat;
  /** R71: the good examples of this month alone, YYYY-MM; null: all there are. */
  month: string | null;
}

const ROWS_AT_ONCE = 500;

const TYPES: Record<OpenDataFormat, string> = {
  CSV: 'text/csv; charset=utf-8',
  JSON: 'application/json; charset=utf-8',
};

/** Published answers as one file, written as they are read. 开放数据 */
export function createOpenDataKind(deps: {
  orm: MikroORM;
  profile: Profile;
}): DocumentKind<OpenDataOrder> {
  const { orm, profile } = deps;
  return {
    name: 'open-data',
    write: ({ format, month }) => {
      const title = month ? `${profile.city.name}典型事例${month}` : `${profile.city.name}公开答复`;
      const rows = published(orm, month);
      const pieces = format === 'CSV' ? csvPieces(profile, rows) : jsonPieces(profile, rows);
      return Promise.resolve({
        fileName: `${title}.${format.toLowerCase()}`,
        contentType: TYPES[format],
        disposition: 'attachment',
        body: Readable.from(pieces, { objectMode: false }),
      });
    },
  };
}

/** The names of the columns are its first line, as programs expect it of open data. */
function csvPieces(profile: Profile, rows: AsyncIterable<PublicationRow>): AsyncGenerator<string> {
  const cells = async function* () {
    for await (const row of rows) yield OPEN_DATA_COLUMNS.map(({ cell }) => cell(row, profile));
  };
  const headers = OPEN_DATA_COLUMNS.map(({ header }) => header);
  return csvOf({ title: null, headers, rows: cells(), notes: [] });
}

async function* jsonPieces(
  profile: Profile,
  rows: AsyncIterable<PublicationRow>,
): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of rows) {
    const entries = OPEN_DATA_COLUMNS.map(({ name, cell }) => [name, cell(row, profile)]);
    yield `${before}${JSON.stringify(Object.fromEntries(entries))}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function* published(orm: MikroORM, month: string | null): AsyncGenerator<PublicationRow> {
  const em = orm.em.fork();
  const conditions = month ? [shownIn(month)] : [];
  let after: PublicationPlace | null = null;
  do {
    const rows: PublicationRow[] = await findPublications(em, {
      conditions,
      query: null,
      after,
      limit: ROWS_AT_ONCE,
    });
    yield* rows;
    after = rows.length < ROWS_AT_ONCE ? null : (rows.at(-1)?.place ?? null);
  } while (after);
}
