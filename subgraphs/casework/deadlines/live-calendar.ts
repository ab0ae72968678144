import type { WorkingCalendar } from './working-calendar.ts';

/** A calendar that can be exchanged while everybody holds it. */
export interface LiveCalendar extends WorkingCalendar {
  replace(next: WorkingCalendar): void;
}

export function createLiveCalendar(first: WorkingCalendar): LiveCalendar {
  let current = first;
  return {
    get version() {
      return current.version;
    },
    get firstDay() {
      return current.firstDay;
    },
    get lastDay() {
      return current.lastDay;
    },
    get addedFrom() {
      return current.addedFrom;
    },
    kindOf: (day) => current.kindOf(day),
    isWorkday: (day) => current.isWorkday(day),
    addWorkingDays: (start, count) => current.addWorkingDays(start, count),
    subtractWorkingDays: (end, count) => current.subtractWorkingDays(end, count),
    replace: (next) => {
      current = next;
    },
  };
}
