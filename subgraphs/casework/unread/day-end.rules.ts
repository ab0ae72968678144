import { shanghaiDay, startOfShanghaiDay } from '../deadlines/shanghai-time.ts';
import type { WorkingCalendar } from '../deadlines/working-calendar.ts';

/** A working day that has ended, and what counts as given on it: after the end of the one before. */
export interface EndedDay {
  day: string;
  /** End of the working day before. */
  after: Date;
  /** Its own end. */
  until: Date;
}

const MINUTE_MS = 60_000;

/**
 * The working days that have ended by now, the latest first; what is given on a day of rest, or
 * after the end, counts for the next working day (R54).
 * @param closesAt HH:MM in the city
 */
export function endedDays(
  calendar: WorkingCalendar,
  closesAt: string,
  now: Date,
  count: number,
): EndedDay[] {
  const days = [lastEnded(calendar, closesAt, now)];
  while (days.length <= count) days.push(calendar.subtractWorkingDays(days.at(-1) ?? '', 1));
  return days.slice(0, count).map((day, index) => ({
    day,
    after: endOf(days[index + 1] ?? '', closesAt),
    until: endOf(day, closesAt),
  }));
}

function lastEnded(calendar: WorkingCalendar, closesAt: string, now: Date): string {
  const today = shanghaiDay(now);
  const isOver = calendar.isWorkday(today) && endOf(today, closesAt) <= now;
  return isOver ? today : calendar.subtractWorkingDays(today, 1);
}

function endOf(day: string, closesAt: string): Date {
  const [hours = 0, minutes = 0] = closesAt.split(':').map(Number);
  return new Date(startOfShanghaiDay(day).getTime() + (hours * 60 + minutes) * MINUTE_MS);
}
