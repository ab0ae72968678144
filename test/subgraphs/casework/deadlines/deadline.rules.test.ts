import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { computeTerm, isOverdue } from '../../../../subgraphs/casework/deadlines/deadline.rules.ts';
import {
  endOfShanghaiDay,
  shanghaiDay,
} from '../../../../subgraphs/casework/deadlines/shanghai-time.ts';
import { chooseLimit } from '../../../../subgraphs/casework/policies/policy.rules.ts';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { policyById } from '../../../../subgraphs/kit/profile/choose-policy.ts';
import type { PetitionTypeName, TimeLimit } from '../../../../subgraphs/kit/profile/policy.ts';

const { policies } = await loadProfile('subgraphs/profiles/guangan');
const policy = policyById(policies, 'guangan-2011')!;
const firstOfJune = new Date('2011-06-01T01:00:00Z');

describe('the limits of Guangan', () => {
  it.each([
    ['R56', 'SUGGESTION', '2011-06-09'],
    ['R56', 'CONSULTATION', '2011-06-09'],
    ['R57', 'COMPLAINT', '2011-06-30'],
    ['R57', 'HELP', '2011-06-30'],
  ] as const)('%s: a %s of 2011-06-01 is due on %s', (rule, type, dueOn) => {
    for (const kind of ['HANDLING', 'ASSIGNMENT'] as const) {
      const limit = limitOf(kind, type)!;
      expect(limit.rule).toBe(rule);
      expect(term(limit, firstOfJune)).toMatchObject({ startsOn: '2011-06-01', dueOn });
    }
  });

  it('R54: acceptance is due at the end of the day of registration', () => {
    const limit = limitOf('ACCEPTANCE', 'COMPLAINT')!;
    expect(term(limit, firstOfJune)).toMatchObject({
      dueOn: '2011-06-01',
      dueAt: new Date('2011-06-01T16:00:00Z'),
    });
  });

  it('warns from the start of the working day before', () => {
    const limit = limitOf('HANDLING', 'COMPLAINT')!;
    expect(term(limit, firstOfJune).dueSoonAt).toEqual(new Date('2011-06-28T16:00:00Z'));
  });

  it('gives no notice of a limit so short that it begins as due soon (R54)', () => {
    const { dueSoonAt, dueAt } = term(limitOf('ACCEPTANCE', 'COMPLAINT')!, firstOfJune);
    expect(dueSoonAt).toEqual(dueAt);
  });
});

describe('counting a limit out', () => {
  it('rolls the last calendar day forward to a working day (R87: 2016-11-11)', () => {
    const days = (amount: number): Pick<TimeLimit, 'amount' | 'dayUnit'> => ({
      amount,
      dayUnit: 'CALENDAR_DAY',
    });
    expect(term(days(30), new Date('2016-10-12T00:00:00Z')).dueOn).toBe('2016-11-11');
    expect(term(days(1), new Date('2026-09-30T00:00:00Z')).dueOn).toBe('2026-10-08');
    expect(term(days(60), new Date('2026-11-22T00:00:00Z'))).toMatchObject({
      dueOn: '2027-01-21',
      isProvisional: true,
    });
  });

  it('marks a limit that reaches past the published calendar', () => {
    const started = new Date('2026-11-23T01:00:00Z');
    const limit = { amount: 30, dayUnit: 'WORKING_DAY' } as const;
    expect(term(limit, started)).toMatchObject({ dueOn: '2027-01-04', isProvisional: true });
  });

  it('takes the day in Asia/Shanghai', () => {
    expect(shanghaiDay(new Date('2026-02-12T15:59:59.999Z'))).toBe('2026-02-12');
    expect(shanghaiDay(new Date('2026-02-12T16:00:00Z'))).toBe('2026-02-13');
    expect(endOfShanghaiDay('2026-02-28')).toEqual(new Date('2026-02-28T16:00:00Z'));
  });

  it.each(['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
    'comes to the same in a process that runs in %s',
    (TZ) => {
      const url = (file: string): string =>
        new URL(`../../../../subgraphs/casework/deadlines/${file}`, import.meta.url).href;
      const script = `
        const { computeTerm } = await import('${url('deadline.rules.ts')}');
        const { publishedCalendar } = await import('${url('working-calendar.ts')}');
        const limit = { amount: 1, dayUnit: 'WORKING_DAY' };
        const soon = { amount: 0, dayUnit: 'WORKING_DAY' };
        const started = new Date('2026-02-12T16:30:00Z');
        console.log(JSON.stringify(computeTerm(limit, soon, publishedCalendar, started)));`;
      const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      });
      expect(JSON.parse(output)).toEqual({
        startsOn: '2026-02-13',
        dueOn: '2026-02-14',
        dueAt: '2026-02-14T16:00:00.000Z',
        dueSoonAt: '2026-02-13T16:00:00.000Z',
        isProvisional: false,
      });
    },
  );
});

describe('being overdue', () => {
  const dueAt = new Date('2026-03-02T16:00:00Z');
  const before = new Date(dueAt.getTime() - 1);

  it('begins at the end of the last day', () => {
    expect(isOverdue({ dueAt, metAt: null }, before)).toBe(false);
    expect(isOverdue({ dueAt, metAt: null }, dueAt)).toBe(true);
  });

  it('is decided for good by when it was met', () => {
    const later = new Date('2027-01-01T00:00:00Z');
    expect(isOverdue({ dueAt, metAt: before }, later)).toBe(false);
    expect(isOverdue({ dueAt, metAt: dueAt }, later)).toBe(true);
  });
});

function limitOf(kind: TimeLimit['kind'], petitionType: PetitionTypeName): TimeLimit | null {
  const letter = { channel: 'ONLINE', mailbox: 'MAYOR', province: '51' } as const;
  return chooseLimit(policy, { ...letter, kind, petitionType });
}

function term(
  limit: Pick<TimeLimit, 'amount' | 'dayUnit'>,
  startedAt: Date,
): ReturnType<typeof computeTerm> {
  return computeTerm(limit, policy.dueSoon, publishedCalendar, startedAt);
}
