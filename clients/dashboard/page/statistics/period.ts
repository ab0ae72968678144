import type { StatisticsPeriodKind } from '../../generated/operations.ts';

/** Periods one can step through. */
export type SteppedKind = Exclude<StatisticsPeriodKind, 'RANGE'>;

export const PERIOD_NAMES: Readonly<Record<SteppedKind, string>> = {
  STATISTICS_MONTH: '统计月',
  CALENDAR_MONTH: '自然月',
  QUARTER: '季度',
  YEAR: '年度',
};

/** The period so many steps from one that is named 2026-03, 2026-Q1 or 2026. */
export function stepPeriod(label: string, steps: number): string {
  const [, yearText = '', quarter, month] = /^(\d{4})(?:-Q(\d)|-(\d{2}))?$/.exec(label) ?? [];
  const year = Number(yearText);
  if (quarter !== undefined) {
    const count = year * 4 + Number(quarter) - 1 + steps;
    return `${Math.floor(count / 4)}-Q${(count % 4) + 1}`;
  }
  if (month !== undefined) {
    const count = year * 12 + Number(month) - 1 + steps;
    return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
  }
  return String(year + steps);
}

/** The twelve calendar months up to and with today. */
export function lastTwelveMonths(today: string): { kind: 'RANGE'; from: string; to: string } {
  return { kind: 'RANGE', from: `${stepPeriod(today.slice(0, 7), -11)}-01`, to: today };
}
