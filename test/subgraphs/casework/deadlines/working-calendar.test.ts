import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../../subgraphs/casework/deadlines/shanghai-time.ts';
import { publishedCalendar as calendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';

const require = createRequire(import.meta.url);

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

/** Day → what we say; from 2007 on the State Council's notices bear us out. */
const DISAGREEMENTS = {
  '2004-01-02': 'worked; undecided, before any policy',
  '2004-04-25': 'rest; undecided, before any policy',
  '2004-05-09': 'worked; undecided, before any policy',
  '2004-09-26': 'rest; undecided, before any policy',
  '2004-10-10': 'worked; undecided, before any policy',
  '2005-12-31': 'rest; the second source has it as worked for New Year 2006, before any policy',
  '2007-12-29': 'worked for New Year 2008',
  '2007-12-31': 'rest, New Year 2008',
  '2008-05-04': 'worked for Labour Day',
  '2008-06-07': 'rest, an ordinary Saturday before the Dragon Boat Festival',
  '2008-09-13': 'rest, an ordinary Saturday before the Mid-Autumn Festival',
  '2009-01-04': 'worked for New Year',
  '2009-09-27': 'worked for National Day',
  '2011-12-31': 'worked for New Year 2012',
  '2015-01-04': 'worked for New Year',
  '2016-04-02': 'rest, an ordinary Saturday before Qingming',
  '2018-06-16': 'rest, an ordinary Saturday before the Dragon Boat Festival',
  '2018-09-22': 'rest, an ordinary Saturday before the Mid-Autumn Festival',
};

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

interface SecondYear {
  dates: { date: string; type: 'public_holiday' | 'transfer_workday' }[];
}

function secondSource(): (day: string) => boolean {
  const types = new Map<string, string>();
  for (let year = 2004; year <= 2026; year += 1) {
    const { dates } = require(`holiday-calendar/data/CN/${year}.json`) as SecondYear;
    for (const { date, type } of dates) types.set(date, type);
  }
  return (day) => {
    const type = types.get(day);
    if (type) return type === 'transfer_workday';
    return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  };
}
