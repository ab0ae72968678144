import { correctedSecondSource, isWeekend } from './second-calendar.ts';

export type Unit = 'WORKING_DAY' | 'CALENDAR_DAY';

/** A deadline as somebody would write it down. */
export interface PaperDeadline {
  startsOn: string;
  amount: number;
  unit: Unit;
  extendedTo: number | null;
  extendedBy: { days: number; unit: Unit } | null;
  hearings: { from: string; to: string }[];
}

/** What a clerk finds with a calendar on the wall, and the days worth mentioning. */
export interface PaperAnswer {
  dueOn: string;
  isProvisional: boolean;
  /** Mondays to Fridays that were passed over as days of rest while working days were counted. */
  restWeekdays: string[];
  /** Saturdays and Sundays that were counted as working days. */
  workedWeekendDays: string[];
  hearingDays: string[];
}

const isWorked = correctedSecondSource();

/** Counts with a finger on the calendar: an implementation of its own, sharing nothing with ours. */
export function countOnPaper(deadline: PaperDeadline): PaperAnswer {
  const restWeekdays: string[] = [];
  const workedWeekendDays: string[] = [];
  const hearingDays: string[] = [];
  const inHearing = (day: string): boolean =>
    deadline.hearings.some((hearing) => hearing.from <= day && day <= hearing.to);

  const finger = new Date(`${deadline.startsOn}T12:00:00Z`);
  const today = (): string => finger.toISOString().slice(0, 10);
  const turn = (): void => {
    finger.setUTCDate(finger.getUTCDate() + 1);
  };

  const count = (days: number, unit: Unit): void => {
    let counted = 0;
    while (counted < days) {
      turn();
      const day = today();
      if (inHearing(day)) {
        hearingDays.push(day);
        continue;
      }
      if (unit === 'CALENDAR_DAY') {
        counted += 1;
        continue;
      }
      if (isWorked(day)) {
        counted += 1;
        if (isWeekend(day)) workedWeekendDays.push(day);
      } else if (!isWeekend(day)) {
        restWeekdays.push(day);
      }
    }
    while (!isWorked(today()) || inHearing(today())) {
      turn();
      if (inHearing(today())) hearingDays.push(today());
    }
  };

  count(deadline.extendedTo ?? deadline.amount, deadline.unit);
  if (deadline.extendedBy) count(deadline.extendedBy.days, deadline.extendedBy.unit);
  const dueOn = today();
  return {
    dueOn,
    isProvisional: dueOn.slice(0, 4) > '2026',
    restWeekdays,
    workedWeekendDays,
    hearingDays,
  };
}
