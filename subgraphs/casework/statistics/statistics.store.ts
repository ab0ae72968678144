import type { EntityManager } from '@mikro-orm/postgresql';
import { casesSeenBy, filterConditions, type Condition } from '../cases/case.scope.ts';
import { endOfShanghaiDay, startOfShanghaiDay } from '../deadlines/shanghai-time.ts';
import type { StatisticsMeasure } from '../generated/resolver-types.ts';
import type { Grouping } from './grouping.rules.ts';
import { MEASURES } from './measure.rules.ts';
import type { RowKey, Selection } from './selection.rules.ts';

/** 件 and 人. */
export interface Count {
  count: number;
  people: number;
}

export interface CountedRow {
  key: string | null;
  counts: Map<StatisticsMeasure, Count>;
}

/** Counts the selected cases, row by row, or all of them in one row; rows without cases are left out. */
export async function countRows(
  em: EntityManager,
  selection: Selection,
  measures: readonly StatisticsMeasure[],
  grouping: Grouping | null,
): Promise<CountedRow[]> {
  const key = grouping?.key ?? { sql: 'null::text', params: [] };
  const where = selected(selection);
  const rows = await em.execute<CountColumns[]>(
    `select ${key.sql} as key, ${measures.map(countOf).join(', ')}
     from case_fact c cross join (select ?::timestamptz as as_of) g ${grouping?.from ?? ''}
     where ${where.sql} ${grouping ? 'group by 1' : ''}`,
    [...key.params, selection.search.now, ...where.params],
  );
  return rows.map((row) => toCounted(row, measures));
}

/** The ids of the cases that a measure counts, of one row where there is a grouping. */
export function countedIds(
  selection: Selection,
  measure: StatisticsMeasure,
  row: { grouping: Grouping; key: RowKey['key'] } | null,
): Condition {
  const where = selected(selection);
  const isOfRow = row ? `${row.grouping.key.sql} is not distinct from ?` : 'true';
  return {
    sql: `select c.case_id from case_fact c cross join (select ?::timestamptz as as_of) g
        ${row?.grouping.from ?? ''}
      where ${where.sql} and ${isOfRow} and ${MEASURES[measure].condition}`,
    params: [
      selection.search.now,
      ...where.params,
      ...(row ? [...row.grouping.key.params, row.key] : []),
    ],
  };
}

/** Cases of the period that the filter takes and the actor may see; case_fact names its columns as "case" does. */
export function selected({ from, to, search }: Selection): Condition {
  const seen = casesSeenBy(search.actor, 'c.case_id');
  const conditions: Condition[] = [
    {
      sql: 'c.submitted_at >= ? and c.submitted_at < ?',
      params: [startOfShanghaiDay(from), endOfShanghaiDay(to)],
    },
    ...(seen ? [seen] : []),
    ...filterConditions(search.filter, search.now),
  ];
  return {
    sql: conditions.map(({ sql }) => sql).join(' and '),
    params: conditions.flatMap(({ params }) => params),
  };
}

function countOf(measure: StatisticsMeasure): string {
  const { condition } = MEASURES[measure];
  return `count(*) filter (where ${condition})::int as "${measure}",
    coalesce(sum(c.signatory_count) filter (where ${condition}), 0)::int as "${measure}_people"`;
}

/** A number under each measure's name, and one under its name with `_people`. */
interface CountColumns extends Record<string, unknown> {
  key: string | null;
}

function toCounted(row: CountColumns, measures: readonly StatisticsMeasure[]): CountedRow {
  return {
    key: row.key,
    counts: new Map(
      measures.map((measure) => [
        measure,
        { count: Number(row[measure]), people: Number(row[`${measure}_people`]) },
      ]),
    ),
  };
}
