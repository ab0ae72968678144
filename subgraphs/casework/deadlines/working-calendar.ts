import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import chineseDays from 'chinese-days/package.json' with { type: 'json' };
import { addDays } from './shanghai-time.ts';

/** Days are YYYY-MM-DD. */
export interface WorkingCalendar {
  /** Source and edition, kept with every deadline. */
  version: string;
  firstDay: string;
  /** Later days are not published yet: they count Monday to Friday, provisionally. */
  lastDay: string;
  isWorkday(day: string): boolean;
  /** Counts without the start; 0 is the day itself, or the next working day after a day of rest. */
  addWorkingDays(start: string, count: number): CountedDay;
  subtractWorkingDays(end: string, count: number): string;
}

export interface CountedDay {
  day: string;
  /** Counting went past lastDay. */
  isProvisional: boolean;
}

/** Day → names; a day of rest, or a weekend day that is worked in its stead. */
interface CalendarData {
  holidays: Record<string, unknown>;
  workdays: Record<string, unknown>;
}

/** The State Council's calendar, make-up days included (R18, R42). */
export const publishedCalendar = createWorkingCalendar(
  published,
  `chinese-days@${chineseDays.version}`,
);

// The package's own functions answer by the process's time zone (west of Greenwich each day is the
// one before) and are silent outside their data, so its data are used instead.
function createWorkingCalendar(data: CalendarData, version: string): WorkingCalendar {
  const years = Object.keys(data.holidays)
    .map((day) => day.slice(0, 4))
    .toSorted();
  const firstDay = `${years[0] ?? ''}-01-01`;
  const lastDay = `${years.at(-1) ?? ''}-12-31`;

  function isWorkday(day: string): boolean {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day < firstDay)
      throw new RangeError(`working calendar: expected a day from ${firstDay} on, got "${day}"`);
    if (Object.hasOwn(data.workdays, day)) return true;
    return !isWeekend(day) && !Object.hasOwn(data.holidays, day);
  }

  function nearestWorkday(from: string, step: 1 | -1): string {
    let day = from;
    while (!isWorkday(day)) day = addDays(day, step);
    return day;
  }

  return {
    version,
    firstDay,
    lastDay,
    isWorkday,
    addWorkingDays: (start, count) => {
      let day = count === 0 ? nearestWorkday(start, 1) : start;
      for (let left = count; left > 0; left -= 1) day = nearestWorkday(addDays(day, 1), 1);
      return { day, isProvisional: day > lastDay };
    },
    subtractWorkingDays: (end, count) => {
      let day = end;
      for (let left = count; left > 0; left -= 1) day = nearestWorkday(addDays(day, -1), -1);
      return day;
    },
  };
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}
