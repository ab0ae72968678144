import { describe, expect, it } from '@jest/globals';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { endedDays } from '../../../../subgraphs/casework/unread/day-end.rules.ts';

/** Instants are written as in Shanghai. */
function at(time: string): Date {
  return new Date(`${time.replace(' ', 'T')}:00+08:00`);
}

describe('R54 the working days that have ended', () => {
  it.each([
    ['2026-03-03 17:59', '2026-03-02'],
    ['2026-03-03 18:00', '2026-03-03'],
    ['2026-03-08 12:00', '2026-03-06'],
    ['2026-03-09 08:00', '2026-03-06'],
    ['2026-02-14 18:00', '2026-02-14'],
    ['2026-02-20 18:00', '2026-02-14'],
  ])('at %s the last one is %s: weekends and holidays do not end, make-up days do', (now, day) => {
    expect(endedDays(publishedCalendar, '18:00', at(now), 1)[0]?.day).toBe(day);
  });

  it('follow one another without a gap, the latest first', () => {
    expect(endedDays(publishedCalendar, '17:30', at('2026-03-09 20:00'), 2)).toEqual([
      { day: '2026-03-09', after: at('2026-03-06 17:30'), until: at('2026-03-09 17:30') },
      { day: '2026-03-06', after: at('2026-03-05 17:30'), until: at('2026-03-06 17:30') },
    ]);
  });
});
