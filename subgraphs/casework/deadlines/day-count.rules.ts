import type { DayUnit } from '../../kit/profile/policy.ts';
import { addDays } from './shanghai-time.ts';
import type { DayKind, WorkingCalendar } from './working-calendar.ts';

/** Days, both included. */
export interface DaySpan {
  from: string;
  to: string;
}

/** What is to be counted out. */
export interface Count {
  /** Not counted itself (民法典 201). */
  startsOn: string;
  amount: number;
  dayUnit: DayUnit;
  /** Days that count for nothing, such as those of a hearing. */
  pauses: readonly DaySpan[];
  /** Added to the last day, once it is found (R87, art. 34). */
  added: { amount: number; dayUnit: DayUnit } | null;
}

/** LIMIT: the limit itself; ADDED: an extension by days; a last day on a day of rest rolls forward. */
export type CountPhase = 'LIMIT' | 'LIMIT_ROLLED' | 'ADDED' | 'ADDED_ROLLED';

export interface WalkedDay {
  day: string;
  phase: CountPhase;
  counts: boolean;
  isPaused: boolean;
  kind: DayKind;
}

export interface CountedOut {
  dueOn: string;
  /** The last day before anything was added. */
  limitEndsOn: string;
  /** Every day that was looked at, from the day after the start to dueOn. */
  walked: readonly WalkedDay[];
}

/** Goes through the calendar day by day until all days are counted. */
export function countOut(count: Count, calendar: WorkingCalendar): CountedOut {
  const walked: WalkedDay[] = [];
  const isPaused = (day: string): boolean =>
    count.pauses.some(({ from, to }) => from <= day && day <= to);

  function look(day: string, phase: CountPhase, dayUnit: DayUnit): WalkedDay {
    const looked = {
      day,
      phase,
      isPaused: isPaused(day),
      kind: calendar.kindOf(day),
      counts: !isPaused(day) && (dayUnit === 'CALENDAR_DAY' || calendar.isWorkday(day)),
    };
    walked.push(looked);
    return looked;
  }

  function walk(from: string, amount: number, dayUnit: DayUnit, phase: CountPhase): string {
    let day = from;
    for (let left = amount; left > 0;) {
      day = addDays(day, 1);
      if (look(day, phase, dayUnit).counts) left -= 1;
    }
    return day;
  }

  /** 民法典 203: a last day on a day of rest moves to the next working day. */
  function roll(from: string, phase: CountPhase): string {
    let day = from;
    while (!calendar.isWorkday(day) || isPaused(day)) {
      day = addDays(day, 1);
      look(day, phase, 'WORKING_DAY');
    }
    return day;
  }

  const { startsOn, amount, dayUnit, added } = count;
  const limitEndsOn = roll(walk(startsOn, amount, dayUnit, 'LIMIT'), 'LIMIT_ROLLED');
  const dueOn = added
    ? roll(walk(limitEndsOn, added.amount, added.dayUnit, 'ADDED'), 'ADDED_ROLLED')
    : limitEndsOn;
  return { dueOn, limitEndsOn, walked };
}
