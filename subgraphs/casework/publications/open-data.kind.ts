import { Readable } from 'node:stream';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { DocumentKind } from '../../kit/documents/document-kind.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import type { OpenDataFormat } from '../generated/resolver-types.ts';
import { csvOf } from '../statistics/export/csv.ts';
import { valueLabel } from '../statistics/label.rules.ts';
import { unitName } from '../units/unit.ts';
import {
  findPublications,
  type PublicationPlace,
  type PublicationRow,
} from './publication.store.ts';

/** What the file is made from; nobody's right depends on it. */
export interface OpenDataOrder {
  format: OpenDataFormat;
}

const ROWS_AT_ONCE = 500;

/** All published answers as one file, written as they are read. 开放数据 */
export function createOpenDataKind(deps: {
  orm: MikroORM;
  profile: Profile;
}): DocumentKind<OpenDataOrder> {
  const { orm, profile } = deps;
  return {
    name: 'open-data',
    write: ({ format }) => {
      const title = `${profile.city.name}公开答复`;
      const pieces = format === 'CSV' ? csvPieces(title, profile, orm) : jsonPieces(profile, orm);
      return Promise.resolve({
        fileName: `${title}.${format.toLowerCase()}`,
        contentType: TYPES[format],
        disposition: 'attachment',
        body: Readable.from(pieces, { objectMode: false }),
      });
    },
  };
}

const TYPES: Record<OpenDataFormat, string> = {
  CSV: 'text/csv; charset=utf-8',
  JSON: 'application/json; charset=utf-8',
};

/** Columns of the file by their name in JSON and in CSV. */
const COLUMNS: Record<string, [string, (row: PublicationRow, profile: Profile) => string | null]> =
  {
    id: ['编号', ({ id }) => id],
    mailbox: ['信箱', ({ mailbox }) => valueLabel(mailbox, 'ZH')],
    mailboxUnit: [
      '信箱单位',
      ({ mailboxUnit }, profile) => mailboxUnit && unitName(profile, mailboxUnit),
    ],
    type: ['信访类别', ({ type }) => valueLabel(type, 'ZH')],
    category: ['内容分类', ({ category }) => category],
    submittedOn: ['来信日期', ({ submittedAt }) => shanghaiDay(submittedAt)],
    title: ['标题', ({ title }) => title],
    question: ['来信内容', ({ question }) => question],
    repliedOn: ['答复日期', ({ repliedAt }) => shanghaiDay(repliedAt)],
    repliedBy: ['答复单位', ({ repliedBy }, profile) => repliedBy && unitName(profile, repliedBy)],
    answer: ['答复内容', ({ answer }) => answer],
  };

function csvPieces(title: string, profile: Profile, orm: MikroORM): AsyncGenerator<string> {
  const columns = Object.values(COLUMNS);
  const cells = async function* () {
    for await (const row of published(orm)) yield columns.map(([, cell]) => cell(row, profile));
  };
  return csvOf({ title, headers: columns.map(([name]) => name), rows: cells(), notes: [] });
}

async function* jsonPieces(profile: Profile, orm: MikroORM): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of published(orm)) {
    const entries = Object.entries(COLUMNS).map(([name, [, cell]]) => [name, cell(row, profile)]);
    yield `${before}${JSON.stringify(Object.fromEntries(entries))}`;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function* published(orm: MikroORM): AsyncGenerator<PublicationRow> {
  const em = orm.em.fork();
  let after: PublicationPlace | null = null;
  do {
    const rows: PublicationRow[] = await findPublications(em, {
      conditions: [],
      query: null,
      after,
      limit: ROWS_AT_ONCE,
    });
    yield* rows;
    after = rows.length < ROWS_AT_ONCE ? null : (rows.at(-1)?.place ?? null);
  } while (after);
}
