import { describe, expect, it } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import {
  periodBefore,
  statisticsMonths,
  toPeriod,
} from '../../../../subgraphs/casework/statistics/period.rules.ts';
import type { PolicyBook } from '../../../../subgraphs/kit/profile/policy.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';

const { policies: guangan } = await loadProfile('subgraphs/profiles/guangan');
const hangzhou = under([{ id: 'hangzhou-2016', validFrom: '2016-01-01', validTo: null }]);
const now = new Date('2026-03-25T15:59:59Z');

function under(applied: PolicyBook['applied']): PolicyBook {
  return { ...guangan, applied };
}

describe('R94 the statistics month', () => {
  it.each([
    ['2016-09', '2016-08-26', '2016-09-25'],
    ['2016-10', '2016-09-26', '2016-10-25'],
    ['2017-01', '2016-12-26', '2017-01-25'],
    ['2016-03', '2016-02-26', '2016-03-25'],
  ])('%s runs from the 26th to the 25th and says by which rule', (of, from, to) => {
    expect(toPeriod(hangzhou, { kind: 'STATISTICS_MONTH', of }, now)).toMatchObject({
      from,
      to,
      rule: 'R94',
      citation: '上月26日至当月25日',
    });
  });

  it.each([
    ['2016-09-25T15:59:59.999Z', '2016-09'],
    ['2016-09-25T16:00:00.000Z', '2016-10'],
    ['2016-12-26T00:00:00.000Z', '2017-01'],
  ])('at %s is that of %s', (instant, label) => {
    const period = toPeriod(hangzhou, { kind: 'STATISTICS_MONTH' }, new Date(instant));
    expect(period.label).toBe(label);
  });

  it('is the calendar month where the policy sets none', () => {
    expect(toPeriod(guangan, { kind: 'STATISTICS_MONTH', of: '2026-02' }, now)).toEqual({
      kind: 'STATISTICS_MONTH',
      label: '2026-02',
      from: '2026-02-01',
      to: '2026-02-28',
      rule: null,
      citation: null,
    });
  });

  it('loses no day and counts none twice where policies change', () => {
    const changing = under([
      { id: 'guangan-2011', validFrom: '2011-01-01', validTo: '2016-04-30' },
      { id: 'hangzhou-2016', validFrom: '2016-05-01', validTo: '2016-08-31' },
      { id: 'guangan-2011', validFrom: '2016-09-01', validTo: null },
    ]);
    const labels = ['2016-03', '2016-04', '2016-05', '2016-06', '2016-08', '2016-09', '2016-10'];
    const days = labels.map((of) => {
      const { from, to } = toPeriod(changing, { kind: 'STATISTICS_MONTH', of }, now);
      return `${from}/${to}`;
    });
    expect(days).toEqual([
      '2016-03-01/2016-03-31',
      '2016-04-01/2016-04-30',
      '2016-05-01/2016-05-25',
      '2016-05-26/2016-06-25',
      '2016-07-26/2016-08-25',
      '2016-08-26/2016-09-30',
      '2016-10-01/2016-10-31',
    ]);
    expect(statisticsMonths(changing, { from: '2016-04-30', to: '2016-05-26' })).toEqual([
      { label: '2016-04', to: '2016-04-30' },
      { label: '2016-05', to: '2016-05-25' },
      { label: '2016-06', to: '2016-06-25' },
    ]);
  });
});

describe('other periods', () => {
  it.each([
    ['CALENDAR_MONTH', '2024-02', '2024-02-01', '2024-02-29', '2024-01-01', '2024-01-31'],
    ['QUARTER', '2026-Q1', '2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31'],
    ['QUARTER', '2026-Q4', '2026-10-01', '2026-12-31', '2026-07-01', '2026-09-30'],
    ['YEAR', '2026', '2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
    ['STATISTICS_MONTH', '2017-01', '2016-12-26', '2017-01-25', '2016-11-26', '2016-12-25'],
  ] as const)('%s %s is %s to %s; before it, %s to %s', (kind, of, from, to, fromThen, toThen) => {
    const period = toPeriod(hangzhou, { kind, of }, now);
    expect(period).toMatchObject({ label: of, from, to });
    expect(periodBefore(hangzhou, period)).toMatchObject({ kind, from: fromThen, to: toThen });
  });

  it('a range is followed back by as many days', () => {
    const range = toPeriod(hangzhou, { kind: 'RANGE', from: '2026-03-01', to: '2026-03-10' }, now);
    expect(range.label).toBe('2026-03-01/2026-03-10');
    expect(periodBefore(hangzhou, range)).toMatchObject({ from: '2026-02-19', to: '2026-02-28' });
  });

  it('is by default the one that today is in, by the clock of Shanghai', () => {
    const kinds = ['CALENDAR_MONTH', 'QUARTER', 'YEAR', 'STATISTICS_MONTH'] as const;
    const labels = kinds.map((kind) => toPeriod(hangzhou, { kind }, now).label);
    expect(labels).toEqual(['2026-03', '2026-Q1', '2026', '2026-03']);
  });

  it.each([
    [{ kind: 'QUARTER', of: '2026-Q5' }, 'period.of'],
    [{ kind: 'CALENDAR_MONTH', of: '2026-13' }, 'period.of'],
    [{ kind: 'YEAR', of: '26' }, 'period.of'],
    [{ kind: 'YEAR', of: '2026', from: '2026-01-01' }, 'period'],
    [{ kind: 'RANGE', from: '2026-01-01' }, 'period'],
    [{ kind: 'RANGE', from: '2026-01-01', to: '2026-02-01', of: '2026' }, 'period'],
    [{ kind: 'RANGE', from: '2026-01-02', to: '2026-01-01' }, 'period.to'],
    [{ kind: 'RANGE', from: '1900-01-01', to: '2026-01-01' }, 'period.to'],
  ] as const)('refuses %j, naming %s', (input, argument) => {
    expect(argumentRefused(() => toPeriod(hangzhou, input, now))).toBe(argument);
  });
});

function argumentRefused(attempt: () => unknown): unknown {
  try {
    attempt();
    return null;
  } catch (error) {
    return (error as GraphQLError).extensions.argument;
  }
}
