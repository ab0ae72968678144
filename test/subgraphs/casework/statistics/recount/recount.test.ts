import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../../schema/contract/actor.ts';
import { cityBureau, guangan, housing, HOUSING } from '../../support/actors.ts';
import { profileOf } from '../../deadlines/policy-profile.ts';
import { startCasework, type TestCasework } from '../../support/casework.ts';
import { expectData } from '../../support/story.ts';
import { createDice, insertRows, randomRows } from './random-cases.ts';
import {
  KEYS,
  partsOf,
  PREDICATES,
  readAllCases,
  selected,
  UNIT_MEASURES,
  unitsOf,
  type CountedCase,
  type Wanted,
} from './recount.ts';

const SEED = Number(process.env.STATISTICS_SEED ?? 20_260_302);
const CASES = Number(process.env.STATISTICS_CASES ?? 120);

let casework: TestCasework;
let all: CountedCase[];
beforeAll(async () => {
  casework = await startCasework({ profile: await profileOf('hangzhou-2016') });
  const dice = createDice(SEED);
  await insertRows(casework.databaseUrl, randomRows(dice, CASES), dice);
  all = await readAllCases(casework.databaseUrl);
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

/** What is asked for, and the days that it means. */
const QUESTIONS: [string, Record<string, unknown>, Wanted][] = [
  [
    'the statistics month of March, all of the city',
    { period: { kind: 'STATISTICS_MONTH', of: '2026-03' } },
    { from: '2026-02-26', to: '2026-03-25', actor: cityBureau, filter: {} },
  ],
  [
    'the first quarter, complaints and requests online',
    {
      period: { kind: 'QUARTER', of: '2026-Q1' },
      filter: { types: ['COMPLAINT', 'HELP'], channels: ['ONLINE', 'PHONE', 'SMS'] },
    },
    {
      from: '2026-01-01',
      to: '2026-03-31',
      actor: cityBureau,
      filter: { types: ['COMPLAINT', 'HELP'], channels: ['ONLINE', 'PHONE', 'SMS'] },
    },
  ],
  [
    'a year, by a district, of a department, about one category',
    {
      period: { kind: 'YEAR', of: '2026' },
      filter: { units: [HOUSING], category: ['城乡建设'], mailboxes: ['DISTRICT', 'MAYOR'] },
    },
    {
      from: '2026-01-01',
      to: '2026-12-31',
      actor: guangan,
      filter: { units: [HOUSING], category: ['城乡建设'], mailboxes: ['DISTRICT', 'MAYOR'] },
    },
  ],
  [
    'a free range over two years, by a department',
    { period: { kind: 'RANGE', from: '2025-12-31', to: '2026-02-26' } },
    { from: '2025-12-31', to: '2026-02-26', actor: housing, filter: {} },
  ],
];

interface Figure {
  measure: string;
  count: number;
  people: number;
  selector: string;
}

const FIGURES = 'figures { measure count people selector }';
const RATES = `rates { rate percent numerator { measure count } denominator { measure count } }`;
const DIMENSIONS = Object.keys(KEYS);
const QUERY = `query ($period: StatisticsPeriodInput!, $filter: StatisticsFilter) {
  statistics(period: $period, filter: $filter) {
    asOf period { from to } ${FIGURES} ${RATES}
    ${DIMENSIONS.map((name) => `${name}: by(dimension: ${name}) { key ${FIGURES} ${RATES} }`).join('\n')}
  }
}`;

interface Rate {
  rate: string;
  percent: number | null;
  numerator: Figure;
  denominator: Figure;
}
interface Counted {
  figures: Figure[];
  rates: Rate[];
}
type Statistics = Counted & { asOf: string; period: { from: string; to: string } } & Record<
    string,
    (Counted & { key: string | null })[]
  >;

async function ask(question: Record<string, unknown>, wanted: Wanted): Promise<Statistics> {
  const answer = await casework.ask<{ statistics: Statistics }>(wanted.actor, QUERY, question);
  return expectData(answer).statistics;
}

interface Page {
  edges: { node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
  totalCount: number;
}

const PAGE = `query ($selector: ID!, $after: String) {
  countedCases(selector: $selector, first: 100, after: $after) {
    totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }`;

async function pageOf(selector: string, after: string | null, actor: Actor): Promise<Page> {
  const variables = { selector, after };
  return expectData(await casework.ask<{ countedCases: Page }>(actor, PAGE, variables))
    .countedCases;
}

/** All cases behind a figure, page by page. */
async function drillDown({ selector }: Figure, { actor }: Wanted): Promise<string[]> {
  const ids: string[] = [];
  let page: Page | null = null;
  do {
    page = await pageOf(selector, page?.pageInfo.endCursor ?? null, actor);
    ids.push(...page.edges.map(({ node }) => node.id));
  } while (page.pageInfo.hasNextPage);
  expect(page.totalCount).toBe(ids.length);
  return ids;
}

function recount(cases: readonly CountedCase[], measure: string, asOf: string): CountedCase[] {
  return cases.filter((one) => PREDICATES[measure]!(one, Date.parse(asOf)));
}

function valuesOf(cases: readonly CountedCase[], asOf: string): Record<string, [number, number]> {
  return Object.fromEntries(
    Object.keys(PREDICATES).map((measure) => [measure, sizeOf(recount(cases, measure, asOf))]),
  );
}

/** 件 and 人. */
function sizeOf(cases: readonly CountedCase[]): [number, number] {
  return [cases.length, cases.reduce((sum, { signatory_count: people }) => sum + people, 0)];
}

function asValues(figures: readonly Figure[]): Record<string, [number, number]> {
  return Object.fromEntries(
    figures.map(({ measure, count, people }) => [measure, [count, people]]),
  );
}

function idsOf(cases: readonly CountedCase[]): string[] {
  return cases.map(({ id }) => id).toSorted();
}

describe(`R14, R27, R39, R52, R66, R91, R94, R95 statistics of ${CASES} random cases, seed ${SEED}`, () => {
  it.each(QUESTIONS)(
    'equal a recount, and their own cases: %s',
    async (_name, question, wanted) => {
      const statistics = await ask(question, wanted);
      const cases = selected(all, wanted);
      expect(statistics.period).toEqual({ from: wanted.from, to: wanted.to });
      expect(cases.length).toBeGreaterThan(0);
      expect(asValues(statistics.figures)).toEqual(valuesOf(cases, statistics.asOf));
      for (const figure of statistics.figures)
        expect((await drillDown(figure, wanted)).toSorted()).toEqual(
          idsOf(recount(cases, figure.measure, statistics.asOf)),
        );
    },
  );

  it.each(QUESTIONS)('fall into rows without a gap: %s', async (_name, question, wanted) => {
    const statistics = await ask(question, wanted);
    const cases = selected(all, wanted);
    for (const dimension of DIMENSIONS) {
      const keysOf = KEYS[dimension]!;
      const keys = new Set(cases.flatMap(keysOf));
      const rows = statistics[dimension]!;
      expect(new Set(rows.map(({ key }) => key))).toEqual(keys);
      expect(rows).toHaveLength(keys.size);
      for (const { key, figures } of rows) {
        const ofRow = cases.filter((one) => keysOf(one).includes(key));
        expect({ dimension, key, ...asValues(figures) }).toEqual({
          dimension,
          key,
          ...valuesOf(ofRow, statistics.asOf),
        });
      }
    }
  });

  it.each(DIMENSIONS)('lead from each row to its cases: %s', async (dimension) => {
    const [, question, wanted] = QUESTIONS[0]!;
    const statistics = await ask(question, wanted);
    const cases = selected(all, wanted);
    for (const { key, figures } of statistics[dimension]!.slice(0, 3)) {
      const ofRow = cases.filter((one) => KEYS[dimension]!(one).includes(key));
      const some = figures.filter(({ measure }) => ['RECEIVED', 'OVERDUE'].includes(measure));
      for (const figure of some)
        expect((await drillDown(figure, wanted)).toSorted()).toEqual(
          idsOf(recount(ofRow, figure.measure, statistics.asOf)),
        );
    }
  });

  it('divide what they name, and nothing by nothing', async () => {
    const [, question, wanted] = QUESTIONS[0]!;
    const { rates, figures, DAY } = await ask(question, wanted);
    const count = new Map(figures.map((figure) => [figure.measure, figure.count]));
    for (const { rate, percent, numerator, denominator } of rates) {
      expect(rate.startsWith(numerator.measure)).toBe(true);
      expect(rate.endsWith(`OF_${denominator.measure}`)).toBe(true);
      const share = (count.get(numerator.measure)! / count.get(denominator.measure)!) * 100;
      expect(percent).toBe(Math.round(share * 100) / 100);
    }
    const ofNothing = DAY!.flatMap((row) =>
      row.rates.filter((rate) => rate.denominator.count === 0),
    );
    expect(ofNothing.length).toBeGreaterThan(0);
    expect(ofNothing.every(({ percent }) => percent === null)).toBe(true);
  });
});

describe('R55, R67 the ranking of units', () => {
  it.each(QUESTIONS.slice(0, 2))(
    'equals a recount of parts: %s',
    async (_name, question, wanted) => {
      const query = `query ($period: StatisticsPeriodInput!, $filter: StatisticsFilter) {
      statistics(period: $period, filter: $filter) { asOf unitRanking {
        rank onTimePercent unit { id } figures { measure count people selector } } } }`;
      const answer = await casework.ask<{
        statistics: {
          asOf: string;
          unitRanking: {
            rank: number | null;
            onTimePercent: number | null;
            unit: { id: string };
            figures: Figure[];
          }[];
        };
      }>(wanted.actor, query, question);
      const { asOf, unitRanking } = expectData(answer).statistics;
      const cases = selected(all, wanted);
      const parts = (unit: string, measure: string): CountedCase[] =>
        cases.filter((one) => partsOf(one, unit, Date.parse(asOf)).has(measure));
      const units = new Set(
        cases.flatMap(unitsOf).filter((unit) => parts(unit, 'RECEIVED').length > 0),
      );
      expect(new Set(unitRanking.map(({ unit }) => unit.id))).toEqual(units);
      for (const { unit, figures, onTimePercent } of unitRanking) {
        for (const figure of figures) {
          const counted = parts(unit.id, figure.measure);
          expect([figure.count, figure.people]).toEqual(sizeOf(counted));
          expect((await drillDown(figure, wanted)).toSorted()).toEqual(idsOf(counted));
        }
        const [, onTime, late, , overdue] = UNIT_MEASURES.map(
          (measure) => parts(unit.id, measure).length,
        );
        const share = (onTime! / (onTime! + late! + overdue!)) * 100;
        expect(onTimePercent).toBe(Math.round(share * 100) / 100);
      }
      const shares = unitRanking.map(({ onTimePercent }) => onTimePercent!);
      expect(shares).toEqual(shares.toSorted((one, two) => two - one));
      expect(unitRanking[0]!.rank).toBe(1);
    },
  );
});
