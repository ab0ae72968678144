import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../../subgraphs/casework/deadlines/shanghai-time.ts';
import { publishedCalendar as calendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { DISAGREEMENTS, secondSource } from './second-count/second-calendar.ts';

describe('the published calendar', () => {
  it('covers 2004 to 2026 and names its edition', () => {
    expect(calendar).toMatchObject({
      version: 'chinese-days@1.5.7',
      firstDay: '2004-01-01',
      lastDay: '2026-12-31',
    });
  });

  it('refuses days before it and what is no day', () => {
    expect(() => calendar.isWorkday('2003-12-31')).toThrow('expected a day from 2004-01-01 on');
    expect(() => calendar.isWorkday('1 May 2026')).toThrow(RangeError);
  });

  it('says the same as the package that publishes its data', () => {
    const days = allDays();
    const theirs = packageSays(days);
    const differing = days.filter((day, index) => calendar.isWorkday(day) !== theirs[index]);
    expect(differing).toEqual([]);
  });

  it('differs from a second, independent source on these days alone', () => {
    const second = secondSource();
    const differing = allDays().filter((day) => calendar.isWorkday(day) !== second(day));
    expect(differing).toEqual(Object.keys(DISAGREEMENTS));
  });
});

describe('counting working days', () => {
  it.each([
    ['R18 a make-up Sunday counts', '2014-01-24', 2, '2014-01-27'],
    ['R19', '2014-01-24', 5, '2014-01-30'],
    ['R42 Shandong', '2015-06-26', 1, '2015-06-29'],
    ['R42 a make-up Saturday counts', '2026-02-13', 1, '2026-02-14'],
    ['R54 zero days on a working day is that day', '2026-03-02', 0, '2026-03-02'],
    ['R54 zero days on a day of rest is the next working day', '2026-02-15', 0, '2026-02-24'],
    ['R75 over the National Day holiday', '2016-09-30', 3, '2016-10-10'],
    ['R76 a make-up Saturday after it', '2016-09-30', 1, '2016-10-08'],
  ])('%s: %s + %i', (_rule, start, count, day) => {
    expect(calendar.addWorkingDays(start, count)).toEqual({ day, isProvisional: false });
  });

  it('past the published year counts Monday to Friday and says that it is provisional', () => {
    expect(calendar.addWorkingDays('2026-11-23', 28)).toEqual({
      day: '2026-12-31',
      isProvisional: false,
    });
    expect(calendar.addWorkingDays('2026-11-23', 30)).toEqual({
      day: '2027-01-04',
      isProvisional: true,
    });
  });

  it('goes back over days of rest', () => {
    expect(calendar.subtractWorkingDays('2026-02-24', 1)).toBe('2026-02-14');
  });
});

function allDays(): string[] {
  const days: string[] = [];
  for (let day = calendar.firstDay; day <= calendar.lastDay; day = addDays(day, 1)) days.push(day);
  return days;
}

/** In a process of its own: west of Greenwich the package's functions are a day off. */
function packageSays(days: string[]): boolean[] {
  const script = `
    const { isWorkday } = require('chinese-days');
    const days = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
    console.log(JSON.stringify(days.map((day) => isWorkday(day))));`;
  const output = execFileSync(process.execPath, ['--input-type=commonjs', '-e', script], {
    env: { ...process.env, TZ: 'Asia/Shanghai' },
    input: JSON.stringify(days),
    encoding: 'utf8',
  });
  return JSON.parse(output) as boolean[];
}
