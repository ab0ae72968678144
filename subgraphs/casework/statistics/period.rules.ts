import { badUserInput } from '../../kit/errors.ts';
import { policyOn } from '../../kit/profile/choose-policy.ts';
import type { PolicyBook } from '../../kit/profile/policy.ts';
import { addDays, shanghaiDay } from '../deadlines/shanghai-time.ts';
import type { StatisticsPeriodInput, StatisticsPeriodKind } from '../generated/resolver-types.ts';

/** Days of submission that are counted, both included, in Asia/Shanghai. */
export interface Period {
  kind: StatisticsPeriodKind;
  label: string;
  from: string;
  to: string;
  rule: string | null;
  citation: string | null;
}

const RANGE_MAX_DAYS = 36_525;

type NamedKind = Exclude<StatisticsPeriodKind, 'RANGE'>;

const FORMS: Record<NamedKind, { pattern: RegExp; example: string }> = {
  STATISTICS_MONTH: { pattern: /^\d{4}-(0[1-9]|1[0-2])$/, example: '2026-03' },
  CALENDAR_MONTH: { pattern: /^\d{4}-(0[1-9]|1[0-2])$/, example: '2026-03' },
  QUARTER: { pattern: /^\d{4}-Q[1-4]$/, example: '2026-Q1' },
  YEAR: { pattern: /^\d{4}$/, example: '2026' },
};

/** @throws BAD_USER_INPUT naming the part of the period that is missing, ill-formed or too much */
export function toPeriod(policies: PolicyBook, input: StatisticsPeriodInput, now: Date): Period {
  const { kind, of, from, to } = input;
  if (kind === 'RANGE') return toRange(from, to, of);
  if (from || to)
    throw badUserInput('period', `no from and to with ${kind}, which \`of\` names`, 'both kinds');
  const { pattern, example } = FORMS[kind];
  const label = of ?? labelOf(policies, kind, shanghaiDay(now));
  if (pattern.test(label) && label >= '1949') return namedPeriod(policies, kind, label);
  throw badUserInput('period.of', `a period such as ${example}`, 'something else');
}

/** The period of the same kind right before; for a range, as many days. */
export function periodBefore(policies: PolicyBook, { kind, from, to }: Period): Period {
  const lastDay = addDays(from, -1);
  if (kind !== 'RANGE') return namedPeriod(policies, kind, labelOf(policies, kind, lastDay));
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return toRange(addDays(lastDay, -days), lastDay, null);
}

function toRange(
  from: string | null | undefined,
  to: string | null | undefined,
  of: string | null | undefined,
): Period {
  if (!from || !to || of)
    throw badUserInput(
      'period',
      'from and to, and nothing else, with RANGE',
      'another combination',
    );
  if (to < from || to > addDays(from, RANGE_MAX_DAYS))
    throw badUserInput('period.to', `a day from ${from} on, within a hundred years`, to);
  return { kind: 'RANGE', label: `${from}/${to}`, from, to, rule: null, citation: null };
}

function namedPeriod(policies: PolicyBook, kind: NamedKind, label: string): Period {
  const year = label.slice(0, 4);
  const calendar = { kind, label, rule: null, citation: null };
  switch (kind) {
    case 'YEAR':
      return { ...calendar, from: `${year}-01-01`, to: `${year}-12-31` };
    case 'QUARTER': {
      const last = Number(label.at(-1)) * 3;
      return { ...calendar, from: `${year}-${twoDigits(last - 2)}-01`, to: endOfMonth(year, last) };
    }
    case 'CALENDAR_MONTH':
      return { ...calendar, from: `${label}-01`, to: endOfMonth(year, Number(label.slice(5))) };
    case 'STATISTICS_MONTH':
      return statisticsMonth(policies, label);
  }
}

/** R94: such as the 26th of the month before to the 25th; where policies change, no day is lost or doubled. */
function statisticsMonth(policies: PolicyBook, label: string): Period {
  const { rule = null, citation = null } = ruleOf(policies, label) ?? {};
  const from = addDays(endOfStatisticsMonth(policies, monthBefore(label)), 1);
  const to = endOfStatisticsMonth(policies, label);
  return { kind: 'STATISTICS_MONTH', label, from, to, rule, citation };
}

function endOfStatisticsMonth(policies: PolicyBook, label: string): string {
  const first = ruleOf(policies, label)?.firstDayOfMonth ?? 1;
  if (first > 1) return `${label}-${twoDigits(first - 1)}`;
  return endOfMonth(label.slice(0, 4), Number(label.slice(5)));
}

function ruleOf(policies: PolicyBook, label: string) {
  return policyOn(policies, `${label}-01`)?.statisticsPeriod ?? null;
}

/** The statistics months that a period touches, in order, each with its last day. */
export function statisticsMonths(
  policies: PolicyBook,
  { from, to }: Pick<Period, 'from' | 'to'>,
): { label: string; to: string }[] {
  const months: { label: string; to: string }[] = [];
  let label = labelOf(policies, 'STATISTICS_MONTH', from);
  for (;;) {
    const last = endOfStatisticsMonth(policies, label);
    months.push({ label, to: last });
    if (last >= to) return months;
    label = monthAfter(label);
  }
}

/** The period of a kind that a day is in. */
function labelOf(policies: PolicyBook, kind: NamedKind, day: string): string {
  const month = day.slice(0, 7);
  switch (kind) {
    case 'YEAR':
      return day.slice(0, 4);
    case 'QUARTER':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'CALENDAR_MONTH':
      return month;
    case 'STATISTICS_MONTH':
      return day <= endOfStatisticsMonth(policies, month) ? month : monthAfter(month);
  }
}

function monthBefore(month: string): string {
  return addDays(`${month}-01`, -1).slice(0, 7);
}

function monthAfter(month: string): string {
  return addDays(`${month}-28`, 4).slice(0, 7);
}

function endOfMonth(year: string, month: number): string {
  const next = new Date(Date.UTC(Number(year), month, 1));
  return addDays(next.toISOString().slice(0, 10), -1);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
