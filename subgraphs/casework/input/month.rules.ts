import { badUserInput } from '../../kit/errors.ts';

/** @throws BAD_USER_INPUT for anything but YYYY-MM */
export function checkMonth(argument: string, month: string): string {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) return month;
  throw badUserInput(argument, 'a month such as 2026-03', 'something else');
}
