import type { Policy, TimeLimit } from '../../kit/profile/policy.ts';
import { countOut, type Count, type DaySpan } from './day-count.rules.ts';
import { addDays, endOfShanghaiDay, shanghaiDay, startOfShanghaiDay } from './shanghai-time.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** When a limit ends; days are in Asia/Shanghai. */
export interface Term {
  startsOn: string;
  dueOn: string;
  dueAt: Date;
  dueSoonAt: Date;
  isProvisional: boolean;
}

type DueSoon = Pick<Policy['dueSoon'], 'amount' | 'dayUnit'>;

/** Counts a limit out; the day of the start is not counted (民法典 201). */
export function computeTerm(
  limit: Pick<TimeLimit, 'amount' | 'dayUnit'>,
  dueSoon: DueSoon,
  calendar: WorkingCalendar,
  startedAt: Date,
): Term {
  const { amount, dayUnit } = limit;
  const startsOn = shanghaiDay(startedAt);
  return termOf({ startsOn, amount, dayUnit, pauses: [], added: null }, dueSoon, calendar);
}

/** As computeTerm, with whatever pauses and extensions there are. */
export function termOf(count: Count, dueSoon: DueSoon, calendar: WorkingCalendar): Term {
  const { dueOn } = countOut(count, calendar);
  const dueSoonOn =
    dueSoon.dayUnit === 'WORKING_DAY'
      ? calendar.subtractWorkingDays(dueOn, dueSoon.amount)
      : addDays(dueOn, -dueSoon.amount);
  const dueAt = endOfShanghaiDay(dueOn);
  return {
    startsOn: count.startsOn,
    dueOn,
    dueAt,
    // A limit so short that it begins as due soon needs no notice of it.
    dueSoonAt: dueSoonOn > count.startsOn ? startOfShanghaiDay(dueSoonOn) : dueAt,
    isProvisional: dueOn > calendar.lastDay,
  };
}

/** What is stored of an extension, as far as counting goes. */
export interface GrantedDays {
  mode: 'TO' | 'BY';
  amount: number;
  dayUnit: TimeLimit['dayUnit'];
}

/** A stored deadline as it is to be counted: the last extension TO replaces its amount, those BY add up. */
export function countOf(
  deadline: Pick<TimeLimit, 'amount' | 'dayUnit'> & { startsOn: string },
  extensions: readonly GrantedDays[],
  pauses: readonly DaySpan[],
): Count {
  const longest = extensions.findLast(({ mode }) => mode === 'TO') ?? deadline;
  const added = extensions.filter(({ mode }) => mode === 'BY');
  const [first] = added;
  return {
    startsOn: deadline.startsOn,
    amount: longest.amount,
    dayUnit: deadline.dayUnit,
    pauses,
    added: first
      ? { amount: added.reduce((sum, { amount }) => sum + amount, 0), dayUnit: first.dayUnit }
      : null,
  };
}

/** Late, or not met and past its end. */
export function isOverdue(
  deadline: { dueAt: Date; metAt?: Date | null | undefined },
  now: Date,
): boolean {
  return (deadline.metAt ?? now) >= deadline.dueAt;
}
