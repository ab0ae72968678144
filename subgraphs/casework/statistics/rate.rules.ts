import type { StatisticsMeasure, StatisticsRateName } from '../generated/resolver-types.ts';
import { MEASURES, type Bilingual } from './measure.rules.ts';

interface Rate {
  name: Bilingual;
  numerator: StatisticsMeasure;
  denominator: StatisticsMeasure;
}

/** Where a share can be read in two ways both are here, each under a name that says which. */
export const RATES: Record<StatisticsRateName, Rate> = {
  ANSWERED_OF_VALID: rate('答复率', 'Answered', 'ANSWERED', 'VALID'),
  ON_TIME_OF_ANSWERED: rate('按期率（占已答复）', 'In time, of answered', 'ON_TIME', 'ANSWERED'),
  ON_TIME_OF_DUE: rate('按期率（占应答复）', 'In time, of due', 'ON_TIME', 'DUE'),
  PUBLISHED_OF_ANSWERED: rate(
    '公开率（占已答复）',
    'Published, of answered',
    'PUBLISHED',
    'ANSWERED',
  ),
  PUBLISHED_OF_PUBLISHABLE: rate(
    '公开率（占可公开）',
    'Published, of publishable',
    'PUBLISHED',
    'PUBLISHABLE',
  ),
  CONTENT_OF_RATED: rate('满意率', 'Content', 'CONTENT', 'RATED'),
  RATED_OF_ANSWERED: rate('参评率', 'Rated', 'RATED', 'ANSWERED'),
  ONLINE_OF_RECEIVED: rate('网上占比', 'Online', 'ONLINE', 'RECEIVED'),
};

export const RATE_NAMES = Object.keys(RATES) as StatisticsRateName[];

/** What is divided by what, by the names of the two figures. */
export function rateDefinition(name: StatisticsRateName, language: keyof Bilingual): string {
  const { numerator, denominator } = RATES[name];
  return `${MEASURES[numerator].name[language]} ÷ ${MEASURES[denominator].name[language]}`;
}

/** 0 to 100, to two places; null where there is nothing to divide by. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
}

function rate(
  zh: string,
  en: string,
  numerator: StatisticsMeasure,
  denominator: StatisticsMeasure,
): Rate {
  return { name: { ZH: zh, EN: en }, numerator, denominator };
}
