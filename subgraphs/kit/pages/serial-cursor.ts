import { codedError } from '../errors.ts';
import { decodeCursor } from './keyset.ts';

const ABOVE_ALL = '9223372036854775807';

/** For pages in rising order of a bigint: the number above which the page goes on. @throws CURSOR_INVALID */
export function serialAfter(after: string | null): string {
  return after === null ? '0' : serialOf(after);
}

/** The same for pages in falling order: the number below which the page goes on. @throws CURSOR_INVALID */
export function serialBefore(after: string | null): string {
  return after === null ? ABOVE_ALL : serialOf(after);
}

function serialOf(cursor: string): string {
  const [serial] = decodeCursor(cursor, 1);
  if (isSerial(serial)) return serial;
  throw codedError('CURSOR_INVALID', 'after: expected a cursor of this list.', {
    argument: 'after',
  });
}

/** Whether a part of a cursor is a number that the database would take as a bigint. */
export function isSerial(part: string | null | undefined): part is string {
  return typeof part === 'string' && /^\d{1,18}$/.test(part);
}
