import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toLine, type ProfileIssue } from '../../kit/profile/profile-issue.ts';
import { readYamlFile } from '../../kit/profile/read-yaml-file.ts';
import { calendarFile, checkCalendarFile, toCalendarYear } from './calendar-file.ts';
import { calendarWith, publishedCalendar, type WorkingCalendar } from './working-calendar.ts';

/** Calendar files were refused; the message names file, line, key, what was expected and what came. */
class CalendarError extends Error {
  readonly code = 'CALENDAR_INVALID';

  constructor(directory: string, issues: readonly ProfileIssue[]) {
    super(`The calendars in ${directory} are not usable:\n${issues.map(toLine).join('\n')}`);
    this.name = 'CalendarError';
  }
}

/**
 * The published calendar and the years of a folder: one .yaml or .json file for each.
 * @throws CalendarError that names all that is wrong at once
 */
export async function readCalendars(directory: string): Promise<WorkingCalendar> {
  const read = await Promise.all(
    (await calendarFiles(directory)).map(async (file) => {
      const { content, issues, lineOf } = await readYamlFile(directory, file, calendarFile);
      const faults = content ? checkCalendarFile(content) : [];
      return {
        file,
        content,
        issues: [
          ...issues,
          ...faults.map((fault) => ({ file, line: lineOf(fault.path), ...fault })),
        ],
      };
    }),
  );
  const issues = read.flatMap((each) => each.issues);
  if (issues.length > 0) throw new CalendarError(directory, issues);
  const years = read
    .flatMap(({ file, content }) => (content ? [{ file, year: content.year, content }] : []))
    .toSorted((one, two) => one.year - two.year);
  const gap = gapIn(years);
  if (gap) throw new CalendarError(directory, [gap]);
  return calendarWith(years.map(({ content }) => toCalendarYear(content)));
}

/** Changes whenever a file does. */
export async function stampOf(directory: string): Promise<string> {
  const files = await calendarFiles(directory);
  const stamps = await Promise.all(
    files.map(async (file) => {
      const { mtimeMs, size } = await stat(join(directory, file));
      return `${file} ${String(mtimeMs)} ${String(size)}`;
    }),
  );
  return stamps.join('\n');
}

async function calendarFiles(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
}

/** Every year once, and none left out: what lies behind a gap could not be counted. */
function gapIn(years: readonly { file: string; year: number }[]): ProfileIssue | null {
  let published = Number(publishedCalendar.lastDay.slice(0, 4));
  let before: number | null = null;
  for (const { file, year } of years) {
    const place = { file, path: ['year'], line: null, received: String(year) };
    if (year === before) return { ...place, expected: 'each year once' };
    if (year > published + 1)
      return { ...place, expected: `the year ${String(published + 1)} before it` };
    published = Math.max(published, year);
    before = year;
  }
  return null;
}
