import { describe, expect, it } from '@jest/globals';
import { scalarResolvers } from '../../../../subgraphs/kit/server/scalars.ts';

const { DateTime, Date: Day } = scalarResolvers;

describe('days and instants on their way in', () => {
  it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+08:00', '2026-02-30T00:00:00Z'])(
    'the instant %s is refused, since no database could keep it',
    (text) => {
      expect(() => DateTime.parseValue(text)).toThrow('expected an ISO 8601 instant');
    },
  );

  it.each(['0000-01-01', '2026-02-30'])('the day %s is refused likewise', (text) => {
    expect(() => Day.parseValue(text)).toThrow('expected a calendar day');
  });

  it('from the year 1 on they are as they were written', () => {
    expect(DateTime.parseValue('0001-01-01T08:00:00+08:00')).toEqual(
      new Date('0001-01-01T00:00:00Z'),
    );
    expect(Day.parseValue('0001-01-01')).toBe('0001-01-01');
  });
});
