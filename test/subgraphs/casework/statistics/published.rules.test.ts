import { describe, expect, it } from '@jest/globals';
import { publishRows } from '../../../../subgraphs/casework/statistics/published.rules.ts';

function row(key: string | null, received: number, answered = 0, onTime = 0) {
  const figure = (count: number) => ({ count, people: count });
  return {
    key,
    counts: new Map([
      ['RECEIVED' as const, figure(received)],
      ['ANSWERED' as const, figure(answered)],
      ['ON_TIME' as const, figure(onTime)],
    ]),
  };
}

function receivedOf(rows: ReturnType<typeof publishRows>): [string, number | null][] {
  return rows.map(({ key, figures }) => [key, figures[0]!.count]);
}

describe('what a city publishes', () => {
  it('holds back rows of fewer than five cases, all their figures', () => {
    const rows = publishRows('UNIT', [row('a', 5, 4, 3), row('b', 4, 4, 4), row('c', 20)], false);
    expect(receivedOf(rows)).toEqual([
      ['c', 20],
      ['a', 5],
      ['b', null],
    ]);
    expect(rows[2]).toMatchObject({ onTimePercent: null });
    expect(rows[2]!.figures.every(({ count }) => count === null)).toBe(true);
    expect(rows[1]!.onTimePercent).toBe(75);
  });

  it('holds a second row back where one alone could be worked out from the total', () => {
    const rows = publishRows('TYPE', [row('a', 9), row('b', 4), row('c', 20)], true);
    expect(receivedOf(rows)).toEqual([
      ['c', 20],
      ['a', null],
      ['b', null],
    ]);
    const two = publishRows('TYPE', [row('a', 3), row('b', 4), row('c', 20)], true);
    expect(receivedOf(two).filter(([, count]) => count === null)).toHaveLength(2);
  });

  it('leaves out the cases without a key', () => {
    expect(publishRows('UNIT', [row(null, 50), row('a', 6)], false)).toHaveLength(1);
  });
});
