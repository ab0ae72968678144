import type { Subject } from './subject.ts';
import { timed, type Timing } from './timing.ts';
import { WORKERS } from './worklist.ts';

const GOAL_MS = 500;
const MONTHS = ['2026-10', '2026-09', '2026-05', '2025-12', '2024-03'];

/** What a month's page of a dashboard asks for, all at once. */
const MONTH = `query ($period: StatisticsPeriodInput!) { statistics(period: $period) {
  figures { measure count people } rates { rate percent }
  types: by(dimension: TYPE) { key figures(of: [RECEIVED, ON_TIME, LATE, OVERDUE]) { count } }
  units: by(dimension: UNIT) { key figures(of: [RECEIVED, ON_TIME, LATE, OVERDUE]) { count } rates(of: [ON_TIME_OF_DUE]) { percent } }
  days: by(dimension: DAY) { key figures(of: [RECEIVED]) { count } }
  hotTopics { category countBefore figure { count } } } }`;
const RANKING = `query ($period: StatisticsPeriodInput!) { statistics(period: $period) {
  unitRanking { rank onTimePercent figures { measure count } } } }`;
const TOTAL = `query ($period: StatisticsPeriodInput!) { statistics(period: $period) { figures { measure count people } } }`;
const DRILL_DOWN = `query ($period: StatisticsPeriodInput!) { statistics(period: $period) {
  figures(of: [OVERDUE, LATE]) { count cases(first: 25) { edges { node { id registrationNumber state } } } } } }`;

/** A month's statistics as a page shows them, and the longest periods there are. */
export async function timeStatistics(subject: Subject, runs: number): Promise<Timing[]> {
  const month = (index: number) => ({
    period: { kind: 'CALENDAR_MONTH', of: MONTHS[index % MONTHS.length] },
  });
  const year = { period: { kind: 'YEAR', of: '2025' } };
  const ever = { period: { kind: 'RANGE', from: '2020-01-01', to: '2026-12-31' } };
  const timings: Timing[] = [];
  for (const [who, actor] of Object.entries(WORKERS)) {
    const page = { name: `${who}: a month, every figure, by type, unit and day, hot topics`, runs };
    timings.push(
      await timed({ ...page, goalMs: GOAL_MS }, (at) => subject.ask(actor, MONTH, month(at))),
    );
    const cases = { name: `${who}: a month, the cases behind two figures`, runs, goalMs: GOAL_MS };
    timings.push(await timed(cases, (at) => subject.ask(actor, DRILL_DOWN, month(at))));
    const all = { name: `${who}: a year, every figure`, runs: 10, goalMs: null };
    timings.push(await timed(all, () => subject.ask(actor, TOTAL, year)));
  }
  const bureau = WORKERS['city bureau'];
  if (!bureau) return timings;
  return [
    ...timings,
    await timed({ name: 'ranking of units, a month', runs, goalMs: GOAL_MS }, (at) =>
      subject.ask(bureau, RANKING, month(at)),
    ),
    await timed({ name: 'every figure of all cases there are', runs: 5, goalMs: null }, () =>
      subject.ask(bureau, TOTAL, ever),
    ),
  ];
}
