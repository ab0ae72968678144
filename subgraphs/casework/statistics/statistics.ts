import type { PolicyBook } from '../../kit/profile/policy.ts';
import type {
  StatisticsDimension,
  StatisticsMeasure,
  StatisticsRateName,
  UnitMeasure,
} from '../generated/resolver-types.ts';
import { toGrouping } from './grouping.rules.ts';
import { MEASURES, UNIT_MEASURES, type Bilingual } from './measure.rules.ts';
import { periodBefore, type Period } from './period.rules.ts';
import { rankUnits, type RankedUnit } from './ranking.rules.ts';
import { percentOf, RATES } from './rate.rules.ts';
import type { CountedBy, RowKey, Selection } from './selection.rules.ts';
import type { StatisticsLoaders } from './statistics.loaders.ts';
import type { Count, CountedRow } from './statistics.store.ts';

/** Statistics that are asked for: nothing is counted before a figure is. */
export interface StatisticsRequest {
  policies: PolicyBook;
  period: Period;
  selection: Selection;
  /** Counted once for whoever asks for the same, so that a table of n rows is one query. */
  counted: (
    dimension: StatisticsDimension | null,
    measures: readonly StatisticsMeasure[],
  ) => Promise<CountedRow[]>;
}

export interface RowOf extends RowKey {
  request: StatisticsRequest;
}

export interface FigureOf<Measure extends string> extends Count {
  measure: Measure;
  texts: { name: Bilingual; definition: Bilingual };
  selection: Selection;
  by: CountedBy;
}

export interface RateOf {
  rate: StatisticsRateName;
  percent: number | null;
  numerator: FigureOf<StatisticsMeasure>;
  denominator: FigureOf<StatisticsMeasure>;
}

export interface StandingOf extends RankedUnit {
  request: StatisticsRequest;
}

export function requestStatistics(
  deps: { policies: PolicyBook; loaders: StatisticsLoaders },
  period: Period,
  search: Selection['search'],
): StatisticsRequest {
  const selection = { from: period.from, to: period.to, search };
  const known = new Map<string, Promise<CountedRow[]>>();
  return {
    policies: deps.policies,
    period,
    selection,
    counted: (dimension, measures) => {
      const name = `${dimension ?? ''}:${measures.join()}`;
      const grouping = dimension && toGrouping(deps.policies, selection, dimension);
      const rows = known.get(name) ?? deps.loaders.countRows(selection, measures, grouping);
      known.set(name, rows);
      return rows;
    },
  };
}

/** @param row null for the whole */
export async function figuresOf(
  request: StatisticsRequest,
  row: RowKey | null,
  measures: readonly StatisticsMeasure[],
): Promise<FigureOf<StatisticsMeasure>[]> {
  if (measures.length === 0) return [];
  const rows = await request.counted(row?.dimension ?? null, measures);
  const counted = rows.find(({ key }) => key === (row?.key ?? null));
  return measures.map((measure) => ({
    ...(counted?.counts.get(measure) ?? NONE),
    measure,
    texts: MEASURES[measure],
    selection: request.selection,
    by: { row: row && { dimension: row.dimension, key: row.key }, measure },
  }));
}

const NONE: Count = { count: 0, people: 0 };

export async function ratesOf(
  request: StatisticsRequest,
  row: RowKey | null,
  names: readonly StatisticsRateName[],
): Promise<RateOf[]> {
  const wanted = names.flatMap((name) => [RATES[name].numerator, RATES[name].denominator]);
  const figures = await figuresOf(request, row, [...new Set(wanted)]);
  const byMeasure = new Map(figures.map((figure) => [figure.measure, figure]));
  return names.flatMap((rate) => {
    const numerator = byMeasure.get(RATES[rate].numerator);
    const denominator = byMeasure.get(RATES[rate].denominator);
    if (!numerator || !denominator) return [];
    return { rate, percent: percentOf(numerator.count, denominator.count), numerator, denominator };
  });
}

const IN_TIME_ORDER = new Set<StatisticsDimension>(['DAY', 'MONTH', 'STATISTICS_MONTH']);

/** Days and months in order, else the largest first; the row without a key last. */
export async function rowsOf(
  request: StatisticsRequest,
  dimension: StatisticsDimension,
): Promise<RowOf[]> {
  const rows = await request.counted(dimension, ['RECEIVED']);
  const size = (row: CountedRow) =>
    IN_TIME_ORDER.has(dimension) ? 0 : (row.counts.get('RECEIVED')?.count ?? 0);
  return rows
    .toSorted(
      (one, two) =>
        Number(one.key === null) - Number(two.key === null) ||
        size(two) - size(one) ||
        ((one.key ?? '') < (two.key ?? '') ? -1 : 1),
    )
    .map(({ key }) => ({ request, dimension, key }));
}

interface Topic {
  key: string;
  count: number;
  countBefore: number;
}

/** R14, R48: what most cases are about, and whether that is new. */
export async function hotTopicsOf(
  request: StatisticsRequest,
  loaders: StatisticsLoaders,
  dimension: StatisticsDimension,
): Promise<Topic[]> {
  const { policies, period, selection } = request;
  const { from, to } = periodBefore(policies, period);
  const before = requestStatistics(
    { policies, loaders },
    { ...period, from, to },
    selection.search,
  );
  const [now, then] = await Promise.all([
    request.counted(dimension, ['RECEIVED']),
    before.counted(dimension, ['RECEIVED']),
  ]);
  const past = new Map(then.map(({ key, counts }) => [key, counts.get('RECEIVED')?.count ?? 0]));
  return now
    .flatMap(({ key, counts }) => {
      const count = counts.get('RECEIVED')?.count ?? 0;
      return key === null ? [] : { key, count, countBefore: past.get(key) ?? 0 };
    })
    .toSorted(
      (one, two) =>
        two.count - one.count || one.countBefore - two.countBefore || (one.key < two.key ? -1 : 1),
    );
}

export async function unitRankingOf(
  request: StatisticsRequest,
  loaders: StatisticsLoaders,
): Promise<StandingOf[]> {
  const ranked = rankUnits(await loaders.countParts(request.selection));
  return ranked.map((unit) => ({ ...unit, request }));
}

export function partFiguresOf(
  { request, unitId, counts }: StandingOf,
  measures: readonly UnitMeasure[],
): FigureOf<UnitMeasure>[] {
  return measures.map((measure) => ({
    ...(counts.get(measure) ?? NONE),
    measure,
    texts: UNIT_MEASURES[measure],
    selection: request.selection,
    by: { unit: unitId, part: measure },
  }));
}
