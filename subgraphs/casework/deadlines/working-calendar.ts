import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import chineseDays from 'chinese-days/package.json' with { type: 'json' };
import { addDays } from './shanghai-time.ts';

/** What a day is to somebody who counts; the names are those of the holiday behind it. */
export type DayKind =
  | { kind: 'WORKDAY' | 'WEEKEND' }
  /** A weekend day that is worked (调休), or a day of rest by the State Council's notice. */
  | { kind: 'MAKE_UP_DAY' | 'HOLIDAY'; name: HolidayName };

export interface HolidayName {
  zh: string;
  en: string;
}

/** Days are YYYY-MM-DD. */
export interface WorkingCalendar {
  /** Source and edition, kept with every deadline. */
  version: string;
  firstDay: string;
  /** Later days are not published yet: they count Monday to Friday, provisionally. */
  lastDay: string;
  /** Days from here on may have changed since the package's edition; null for the package alone. */
  addedFrom: string | null;
  kindOf(day: string): DayKind;
  isWorkday(day: string): boolean;
  /** Counts without the start; 0 is the day itself, or the next working day after a day of rest. */
  addWorkingDays(start: string, count: number): CountedDay;
  subtractWorkingDays(end: string, count: number): string;
}

interface CountedDay {
  day: string;
  /** Counting went past lastDay. */
  isProvisional: boolean;
}

/** The arrangement of one year as a State Council notice gives it. */
export interface CalendarYear {
  year: number;
  holidays: ReadonlyMap<string, HolidayName>;
  makeUpDays: ReadonlyMap<string, HolidayName>;
}

interface CalendarData {
  version: string;
  lastYear: number;
  addedFrom: string | null;
  holidays: ReadonlyMap<string, HolidayName>;
  makeUpDays: ReadonlyMap<string, HolidayName>;
}

// The package's own functions answer by the process's time zone (west of Greenwich each day is the
// one before) and are silent outside their data, so its data are used instead.
const packageData: CalendarData = {
  version: `chinese-days@${chineseDays.version}`,
  lastYear: Math.max(...Object.keys(published.holidays).map((day) => Number(day.slice(0, 4)))),
  addedFrom: null,
  holidays: toNames(published.holidays),
  makeUpDays: toNames(published.workdays),
};

const FIRST_DAY = `${String(
  Math.min(...Object.keys(published.holidays).map((day) => Number(day.slice(0, 4)))),
)}-01-01`;

/** The State Council's calendar, make-up days included (R18, R42). */
export const publishedCalendar = createWorkingCalendar(packageData);

/** The published calendar with further years, in order and without a gap; a year given again is replaced. */
export function calendarWith(years: readonly CalendarYear[]): WorkingCalendar {
  if (years.length === 0) return publishedCalendar;
  const replaced = new Set(years.map(({ year }) => String(year)));
  const kept = (days: ReadonlyMap<string, HolidayName>): [string, HolidayName][] =>
    [...days].filter(([day]) => !replaced.has(day.slice(0, 4)));
  const holidays = new Map([
    ...kept(packageData.holidays),
    ...years.flatMap((each) => [...each.holidays]),
  ]);
  const makeUpDays = new Map([
    ...kept(packageData.makeUpDays),
    ...years.flatMap((each) => [...each.makeUpDays]),
  ]);
  // A notice may move days of the December before: what it names last counts.
  for (const { holidays: rest, makeUpDays: worked } of years) {
    for (const day of worked.keys()) holidays.delete(day);
    for (const day of rest.keys()) makeUpDays.delete(day);
  }
  const added = years.flatMap((each) => [...each.holidays.keys(), ...each.makeUpDays.keys()]);
  return createWorkingCalendar({
    version: `${packageData.version}+${[...replaced].join('+')}`,
    lastYear: Math.max(packageData.lastYear, ...years.map(({ year }) => year)),
    addedFrom: added.toSorted()[0] ?? null,
    holidays,
    makeUpDays,
  });
}

function createWorkingCalendar(data: CalendarData): WorkingCalendar {
  const lastDay = `${String(data.lastYear)}-12-31`;

  function kindOf(day: string): DayKind {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day < FIRST_DAY)
      throw new RangeError(`working calendar: expected a day from ${FIRST_DAY} on, got "${day}"`);
    const worked = data.makeUpDays.get(day);
    if (worked) return { kind: 'MAKE_UP_DAY', name: worked };
    const rest = data.holidays.get(day);
    if (rest) return { kind: 'HOLIDAY', name: rest };
    return { kind: isWeekend(day) ? 'WEEKEND' : 'WORKDAY' };
  }

  function isWorkday(day: string): boolean {
    const { kind } = kindOf(day);
    return kind === 'WORKDAY' || kind === 'MAKE_UP_DAY';
  }

  function nearestWorkday(from: string, step: 1 | -1): string {
    let day = from;
    while (!isWorkday(day)) day = addDays(day, step);
    return day;
  }

  return {
    version: data.version,
    firstDay: FIRST_DAY,
    lastDay,
    addedFrom: data.addedFrom,
    kindOf,
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

/** The package writes "National Day,国庆节,3". */
function toNames(days: Readonly<Record<string, string>>): Map<string, HolidayName> {
  return new Map(
    Object.entries(days).map(([day, text]) => {
      const [en = '', zh = ''] = text.split(',');
      return [day, { zh, en }];
    }),
  );
}
