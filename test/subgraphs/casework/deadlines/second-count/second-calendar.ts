import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Days on which the second source is wrong → what we say; from 2007 on the State Council's notices bear us out. */
export const DISAGREEMENTS = {
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

interface SecondYear {
  dates: { date: string; type: 'public_holiday' | 'transfer_workday' }[];
}

/** Whether a day is worked, by holiday-calendar as it is. */
export function secondSource(): (day: string) => boolean {
  const types = new Map<string, string>();
  for (let year = 2004; year <= 2026; year += 1) {
    const { dates } = require(`holiday-calendar/data/CN/${String(year)}.json`) as SecondYear;
    for (const { date, type } of dates) types.set(date, type);
  }
  return (day) => {
    const type = types.get(day);
    if (type) return type === 'transfer_workday';
    return !isWeekend(day);
  };
}

/** The same, put right on the days it has wrong. */
export function correctedSecondSource(): (day: string) => boolean {
  const isWorked = secondSource();
  return (day) => (Object.hasOwn(DISAGREEMENTS, day) ? !isWorked(day) : isWorked(day));
}

export function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}
