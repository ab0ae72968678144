import { Readable } from 'node:stream';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Viewer } from '../../cases/case.scope.ts';
import { badUserInput } from '../../../kit/errors.ts';
import type { Profile } from '../../../kit/profile/profile.ts';
import type { DocumentDesk, DocumentLink } from '../../../kit/documents/document-desk.ts';
import type { DocumentKind, ServedDocument } from '../../../kit/documents/document-kind.ts';
import type {
  ExportFormat,
  Language,
  StatisticsDimension,
} from '../../generated/resolver-types.ts';
import type { Period } from '../period.rules.ts';
import { readSelector, toSelector, type Selection } from '../selection.rules.ts';
import { countedSearch, createStatisticsLoaders } from '../statistics.loaders.ts';
import { requestStatistics, type FigureOf, type StatisticsRequest } from '../statistics.ts';
import { exportedCases } from './case-rows.store.ts';
import { caseTable } from './case-table.ts';
import { csvOf } from './csv.ts';
import { statisticsTable } from './statistics-table.ts';
import type { Table } from './table.ts';
import { XLSX_ROWS_MAX, xlsxOf } from './xlsx.ts';

interface Wanted {
  format: ExportFormat;
  language: Language;
}

/** Links to files; who asks is settled in them, and what they may see is counted when they are read. */
export interface StatisticsExports {
  linkTable: (
    request: StatisticsRequest,
    wanted: Wanted & { dimension: StatisticsDimension | null },
  ) => Promise<DocumentLink>;
  /** @throws BAD_USER_INPUT where there are more cases than the format has rows */
  linkCases: (figure: FigureOf<string>, wanted: Wanted) => Promise<DocumentLink>;
}

interface ExportDeps {
  orm: MikroORM;
  profile: Profile;
  desk: DocumentDesk;
}

export function createStatisticsExports(deps: ExportDeps): StatisticsExports {
  const linkTable = deps.desk.offer(createTableKind(deps));
  const linkCases = deps.desk.offer(createCasesKind(deps));
  return {
    linkTable: ({ period, selection }, wanted) => {
      const { actor, filter, now } = selection.search;
      return linkTable({ ...wanted, period, actor, filter, asOf: now.toISOString() });
    },
    linkCases: (figure, wanted) => {
      const { selection, by, texts, count } = figure;
      if (wanted.format === 'XLSX' && count > XLSX_ROWS_MAX)
        throw badUserInput('format', `CSV for more than ${XLSX_ROWS_MAX} cases`, 'XLSX');
      const name = texts.name[wanted.language];
      const note = `${name}: ${texts.definition[wanted.language]}`;
      const selector = toSelector(selection, by);
      return linkCases({ ...wanted, actor: selection.search.actor, selector, name, note });
    },
  };
}

interface TableOrder extends Wanted {
  dimension: StatisticsDimension | null;
  period: Period;
  actor: Viewer;
  filter: Selection['search']['filter'];
  asOf: string;
}

function createTableKind({ orm, profile }: ExportDeps): DocumentKind<TableOrder> {
  return {
    name: 'statistics',
    write: async ({ dimension, period, actor, filter, asOf, format, language }) => {
      const loaders = createStatisticsLoaders(orm.em.fork());
      const search = { actor, filter, now: new Date(asOf) };
      const deps = { policies: profile.policies, loaders };
      const request = requestStatistics(deps, period, search);
      const table = await statisticsTable({ profile }, request, dimension, language);
      return toFile(table, format);
    },
  };
}

interface CasesOrder extends Wanted {
  actor: Viewer;
  selector: string;
  name: string;
  note: string;
}

function createCasesKind({ orm, profile }: ExportDeps): DocumentKind<CasesOrder> {
  return {
    name: 'counted-cases',
    write: ({ actor, selector, name, note, format, language }) => {
      const { from, to, asOf, filter, by } = readSelector(selector);
      const now = new Date(asOf);
      const selection = { from, to, search: { actor, filter, now } };
      const cases = exportedCases(orm, countedSearch(profile.policies, selection, by));
      const given = { title: `${name} ${from} – ${to}`, notes: [note], asOf: now, language };
      return Promise.resolve(toFile(caseTable(profile, given, cases), format));
    },
  };
}

const TYPES: Record<ExportFormat, string> = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function toFile(table: Table, format: ExportFormat): ServedDocument {
  const pieces = format === 'CSV' ? csvOf(table) : xlsxOf(table);
  return {
    fileName: `${table.title}.${format.toLowerCase()}`,
    contentType: TYPES[format],
    disposition: 'attachment',
    body: Readable.from(pieces, { objectMode: false }),
  };
}
