import {
  endOfShanghaiDay,
  shanghaiDay,
  startOfShanghaiDay,
} from '../../../../subgraphs/casework/deadlines/shanghai-time.ts';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';

/** The ends of Guang'an's limits (R54, R56, R57) for what starts on a day, and when they are near. */
interface Term {
  day: string;
  due_0: Date;
  due_5: Date;
  due_20: Date;
  soon_5: Date;
  soon_20: Date;
}

const DAY_MS = 86_400_000;

export function termsBetween(first: Date, last: Date): Term[] {
  const count = Math.ceil((last.getTime() - first.getTime()) / DAY_MS) + 1;
  return Array.from({ length: count }, (_none, index) =>
    termOf(shanghaiDay(new Date(first.getTime() + index * DAY_MS))),
  );
}

function termOf(day: string): Term {
  const [sameDay, five, twenty] = [0, 5, 20].map(
    (days) => publishedCalendar.addWorkingDays(day, days).day,
  ) as [string, string, string];
  return {
    day,
    due_0: endOfShanghaiDay(sameDay),
    due_5: endOfShanghaiDay(five),
    due_20: endOfShanghaiDay(twenty),
    soon_5: dayBefore(five),
    soon_20: dayBefore(twenty),
  };
}

function dayBefore(day: string): Date {
  return startOfShanghaiDay(publishedCalendar.subtractWorkingDays(day, 1));
}
