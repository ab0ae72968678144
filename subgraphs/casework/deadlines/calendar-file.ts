import { z } from 'zod';
import { addDays } from './shanghai-time.ts';
import type { CalendarYear, HolidayName } from './working-calendar.ts';

const day = z.iso.date('a date YYYY-MM-DD');
const text = z.string().trim().min(1);

/** Shape of a file that brings the State Council's arrangement of one year. */
export const calendarFile = z.strictObject({
  year: z.int().min(2027).max(2199),
  /** The notice it is from: title and number. */
  citation: text,
  holidays: z.array(z.strictObject({ name: text, english: text, from: day, to: day })).min(1),
  makeUpDays: z.array(z.strictObject({ name: text, english: text, day })),
});

export type CalendarFile = z.output<typeof calendarFile>;

/** A fault in a calendar file, with its place in it. */
export interface CalendarFault {
  path: readonly (string | number)[];
  expected: string;
  received: string;
}

/** What the shape alone does not show: days of another year, holidays that end before they begin. */
export function checkCalendarFile({ year, holidays, makeUpDays }: CalendarFile): CalendarFault[] {
  const first = `${String(year - 1)}-12-01`;
  const last = `${String(year)}-12-31`;
  const expected = `a day of ${String(year)} or of the December before`;
  const isOutside = (value: string): boolean => value < first || last < value;
  const rest = new Set(holidays.flatMap(({ from, to }) => daysBetween(from, to)));
  return [
    ...holidays.flatMap(({ from, to }, index): CalendarFault[] => {
      const path = ['holidays', index];
      if (isOutside(from)) return [{ path: [...path, 'from'], expected, received: from }];
      if (isOutside(to)) return [{ path: [...path, 'to'], expected, received: to }];
      if (from <= to) return [];
      return [{ path: [...path, 'to'], expected: `a day not before ${from}`, received: to }];
    }),
    ...makeUpDays.flatMap(({ day: worked }, index): CalendarFault[] => {
      const path = ['makeUpDays', index, 'day'];
      if (isOutside(worked)) return [{ path, expected, received: worked }];
      if (rest.has(worked))
        return [{ path, expected: 'a day that is no holiday', received: worked }];
      if ([0, 6].includes(new Date(`${worked}T00:00:00Z`).getUTCDay())) return [];
      return [{ path, expected: 'a Saturday or Sunday', received: worked }];
    }),
  ];
}

export function toCalendarYear({ year, holidays, makeUpDays }: CalendarFile): CalendarYear {
  const named = ({ name, english }: { name: string; english: string }): HolidayName => ({
    zh: name,
    en: english,
  });
  return {
    year,
    holidays: new Map(
      holidays.flatMap((each) =>
        daysBetween(each.from, each.to).map((rest) => [rest, named(each)] as const),
      ),
    ),
    makeUpDays: new Map(makeUpDays.map((each) => [each.day, named(each)])),
  };
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  // A year of rest is a typing error, which is found elsewhere.
  for (let each = from; each <= to && days.length < 366; each = addDays(each, 1)) days.push(each);
  return days;
}
