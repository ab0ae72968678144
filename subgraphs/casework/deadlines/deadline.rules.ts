import type {
  LimitCircumstance,
  LimitKind,
  PetitionTypeName,
  Policy,
  TimeLimit,
} from '../../kit/profile/profile.ts';
import { addDays, endOfShanghaiDay, shanghaiDay, startOfShanghaiDay } from './shanghai-time.ts';
import type { CountedDay, WorkingCalendar } from './working-calendar.ts';

export interface LimitQuestion {
  kind: LimitKind;
  petitionType: PetitionTypeName;
  circumstance: LimitCircumstance;
  /** The case's registration: the policy in force that day applies. */
  registeredAt: Date;
}

/** When a limit ends; days are in Asia/Shanghai. */
export interface Term {
  startsOn: string;
  dueOn: string;
  dueAt: Date;
  dueSoonAt: Date;
  isProvisional: boolean;
}

/** The limit that applies; null where the policy sets none, and none is invented (R11). */
export function chooseLimit(policy: Policy, question: LimitQuestion): TimeLimit | null {
  const registeredOn = shanghaiDay(question.registeredAt);
  const limit = policy.limits.find(
    (candidate) =>
      candidate.kind === question.kind &&
      candidate.circumstance === question.circumstance &&
      candidate.petitionTypes.includes(question.petitionType) &&
      candidate.validFrom <= registeredOn &&
      (candidate.validTo === null || registeredOn <= candidate.validTo),
  );
  return limit ?? null;
}

/** Counts a limit out; the day of the start is not counted (民法典 201). */
export function computeTerm(
  limit: Pick<TimeLimit, 'amount' | 'dayUnit'>,
  dueSoon: Policy['dueSoon'],
  calendar: WorkingCalendar,
  startedAt: Date,
): Term {
  const startsOn = shanghaiDay(startedAt);
  const { day: dueOn, isProvisional } = lastDayOf(limit, calendar, startsOn);
  const dueSoonOn =
    dueSoon.dayUnit === 'WORKING_DAY'
      ? calendar.subtractWorkingDays(dueOn, dueSoon.amount)
      : addDays(dueOn, -dueSoon.amount);
  const dueAt = endOfShanghaiDay(dueOn);
  const dueSoonAt = startOfShanghaiDay(dueSoonOn);
  return {
    startsOn,
    dueOn,
    dueAt,
    // A limit so short that it begins as due soon needs no notice of it.
    dueSoonAt: dueSoonAt > startedAt ? dueSoonAt : dueAt,
    isProvisional,
  };
}

function lastDayOf(
  { amount, dayUnit }: Pick<TimeLimit, 'amount' | 'dayUnit'>,
  calendar: WorkingCalendar,
  startsOn: string,
): CountedDay {
  switch (dayUnit) {
    case 'WORKING_DAY':
      return calendar.addWorkingDays(startsOn, amount);
    case 'CALENDAR_DAY':
      // A last day on a holiday rolls forward (民法典 203).
      return calendar.addWorkingDays(addDays(startsOn, amount), 0);
  }
}

/** Late, or not met and past its end. */
export function isOverdue(
  deadline: { dueAt: Date; metAt?: Date | null | undefined },
  now: Date,
): boolean {
  return (deadline.metAt ?? now) >= deadline.dueAt;
}
