import { addDays } from './shanghai-time.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * Working days after today up to and with the last day; 0 on the last day, negative by the working
 * days that have begun since.
 */
export function workingDaysLeft(today: string, dueOn: string, calendar: WorkingCalendar): number {
  return today <= dueOn
    ? countWorkdays(today, dueOn, calendar)
    : -countWorkdays(dueOn, today, calendar);
}

/** The first day does not count, the last one does. */
function countWorkdays(after: string, upTo: string, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = addDays(after, 1); day <= upTo; day = addDays(day, 1))
    if (calendar.isWorkday(day)) count += 1;
  return count;
}
