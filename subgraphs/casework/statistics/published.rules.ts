import { badUserInput } from '../../kit/errors.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import type { StatisticsMeasure } from '../generated/resolver-types.ts';
import type { Period } from './period.rules.ts';
import { percentOf } from './rate.rules.ts';
import type { RowKey } from './selection.rules.ts';
import type { CountedRow } from './statistics.store.ts';

/** What is published: how many came, were answered, and in time. */
export const PUBLISHED_MEASURES = ['RECEIVED', 'ANSWERED', 'ON_TIME'] as const;

/** In a smaller row a figure could tell of a person. */
const FEWEST = 5;

export interface PublishedFigureOf {
  measure: StatisticsMeasure;
  /** Null where it is held back. */
  count: number | null;
}

export interface PublishedRowOf extends RowKey {
  key: string;
  figures: PublishedFigureOf[];
  onTimePercent: number | null;
}

/** @throws BAD_USER_INPUT unless the period is one of the calendar's or the policy's, and over */
export function requireOver({ kind, to }: Period, now: Date): void {
  if (kind === 'RANGE')
    throw badUserInput('period.kind', 'a month, quarter or year', 'a free range');
  if (to >= shanghaiDay(now)) throw badUserInput('period', 'one that is over', 'one that is not');
}

export function publishTotal(rows: readonly CountedRow[]): Omit<PublishedRowOf, keyof RowKey> {
  const [total] = rows;
  return total && received(total) >= FEWEST ? publish(total) : holdBack();
}

/**
 * The rows of a dimension, small ones without figures.
 * @param addsUp whether the rows add up to the total: then one row held back alone could be worked
 * out from the others, so the next smallest is held back with it
 */
export function publishRows(
  dimension: RowKey['dimension'],
  rows: readonly CountedRow[],
  addsUp: boolean,
): PublishedRowOf[] {
  const known = rows
    .flatMap(({ key, counts }) => (key === null ? [] : { key, counts }))
    .toSorted((one, two) => received(two) - received(one) || (one.key < two.key ? -1 : 1));
  const small = known.filter((row) => received(row) < FEWEST).length;
  const held = addsUp && small === 1 ? 2 : small;
  return known.map((row, index) => ({
    dimension,
    key: row.key,
    ...(index < known.length - held ? publish(row) : holdBack()),
  }));
}

function publish(row: Pick<CountedRow, 'counts'>): Omit<PublishedRowOf, keyof RowKey> {
  const count = (measure: StatisticsMeasure) => row.counts.get(measure)?.count ?? 0;
  return {
    figures: PUBLISHED_MEASURES.map((measure) => ({ measure, count: count(measure) })),
    onTimePercent: percentOf(count('ON_TIME'), count('ANSWERED')),
  };
}

function holdBack(): Omit<PublishedRowOf, keyof RowKey> {
  return {
    figures: PUBLISHED_MEASURES.map((measure) => ({ measure, count: null })),
    onTimePercent: null,
  };
}

function received({ counts }: Pick<CountedRow, 'counts'>): number {
  return counts.get('RECEIVED')?.count ?? 0;
}
