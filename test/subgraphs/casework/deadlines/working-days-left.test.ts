import { describe, expect, it } from '@jest/globals';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { workingDaysLeft } from '../../../../subgraphs/casework/deadlines/working-days-left.rules.ts';

const left = (today: string, dueOn: string): number =>
  workingDaysLeft(today, dueOn, publishedCalendar);

describe('working days left', () => {
  it('counts the last day, not today: 0 on the last day itself', () => {
    expect(left('2026-03-02', '2026-03-06')).toBe(4);
    expect(left('2026-03-06', '2026-03-06')).toBe(0);
  });

  it('leaves out weekends and holidays, and counts the weekend days worked for them (R18, R42)', () => {
    // 2026: Spring Festival 15–23 February; Saturday 14 and Saturday 28 are worked.
    expect(left('2026-02-13', '2026-02-24')).toBe(2);
    expect(left('2026-02-27', '2026-03-02')).toBe(2);
  });

  it('is negative by the working days that have begun since the last day', () => {
    expect(left('2026-03-07', '2026-03-06')).toBeCloseTo(0);
    expect(left('2026-03-09', '2026-03-06')).toBe(-1);
    expect(left('2026-03-13', '2026-03-06')).toBe(-5);
  });
});
