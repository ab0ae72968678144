import type { Profile } from '../../../kit/profile/profile.ts';
import type { StatisticsDimension } from '../../generated/resolver-types.ts';
import { DIMENSION_LABELS, rowLabel } from '../label.rules.ts';
import { MEASURE_NAMES, MEASURES, type Bilingual } from '../measure.rules.ts';
import { RATE_NAMES, rateDefinition, RATES } from '../rate.rules.ts';
import type { RowKey } from '../selection.rules.ts';
import { figuresOf, ratesOf, rowsOf, type StatisticsRequest } from '../statistics.ts';
import { shanghaiTimestamp } from './shanghai-timestamp.ts';
import type { Cell, Table } from './table.ts';

type Language = keyof Bilingual;

/** Every figure of a period, one row per value of the dimension and one for the total. */
export async function statisticsTable(
  { profile }: { profile: Profile },
  request: StatisticsRequest,
  dimension: StatisticsDimension | null,
  language: Language,
): Promise<Table> {
  const rows = dimension ? await rowsOf(request, dimension) : [];
  const parts = await Promise.all(
    rows.map((row) => cellsOf(request, row, rowLabel(profile, row, language))),
  );
  const total = await cellsOf(request, null, WORDS.total[language]);
  const first = dimension ? DIMENSION_LABELS[dimension][language] : '';
  return {
    title: `${profile.city.name} ${WORDS.title[language]} ${request.period.label}`,
    headers: [
      first,
      ...MEASURE_NAMES.map((measure) => MEASURES[measure].name[language]),
      `${MEASURES.RECEIVED.name[language]} (${WORDS.people[language]})`,
      `${MEASURES.JOINT.name[language]} (${WORDS.people[language]})`,
      ...RATE_NAMES.map((rate) => `${RATES[rate].name[language]} %`),
    ],
    rows: [...parts, total],
    notes: notesOf(request, language),
  };
}

async function cellsOf(
  request: StatisticsRequest,
  row: RowKey | null,
  label: string,
): Promise<Cell[]> {
  const figures = await figuresOf(request, row, MEASURE_NAMES);
  const people = new Map(figures.map((figure) => [figure.measure, figure.people]));
  const rates = await ratesOf(request, row, RATE_NAMES);
  return [
    label,
    ...figures.map(({ count }) => count),
    people.get('RECEIVED') ?? 0,
    people.get('JOINT') ?? 0,
    ...rates.map(({ percent }) => percent),
  ];
}

/** What clients of such tables ask for first: whose days, by when, and what is counted. */
function notesOf({ period, selection }: StatisticsRequest, language: Language): string[] {
  const { from, to, rule, citation } = period;
  const stated = rule === null ? '' : ` (${rule}: ${citation ?? ''})`;
  return [
    `${WORDS.period[language]}: ${from} – ${to}${stated}`,
    `${WORDS.asOf[language]}: ${shanghaiTimestamp(selection.search.now)}`,
    ...MEASURE_NAMES.map(
      (name) => `${MEASURES[name].name[language]}: ${MEASURES[name].definition[language]}`,
    ),
    ...RATE_NAMES.map((name) => `${RATES[name].name[language]}: ${rateDefinition(name, language)}`),
  ];
}

const WORDS = {
  title: { ZH: '信访统计', EN: 'Petition statistics' },
  total: { ZH: '合计（件）', EN: 'Total' },
  people: { ZH: '人', EN: 'people' },
  period: { ZH: '统计期（按提交时间）', EN: 'Period, by submission' },
  asOf: { ZH: '截止时间（北京时间）', EN: 'Cut-off time (Asia/Shanghai)' },
} as const satisfies Record<string, Bilingual>;
