import { describe, expect, it } from '@jest/globals';
import { computeTerm } from '../../../../subgraphs/casework/deadlines/deadline.rules.ts';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import {
  chooseLimit,
  type LimitQuestion,
} from '../../../../subgraphs/casework/policies/policy.rules.ts';
import { policyById } from '../../../../subgraphs/kit/profile/choose-policy.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import type { LimitKind, TimeLimit } from '../../../../subgraphs/kit/profile/policy.ts';

const { policies } = await loadProfile('subgraphs/profiles/guangan');

const letter = {
  petitionType: 'COMPLAINT',
  channel: 'ONLINE',
  mailbox: 'MAYOR',
  province: '51',
} as const;

function limitOf(
  policy: string,
  kind: LimitKind,
  changes: Partial<LimitQuestion> = {},
): TimeLimit | null {
  return chooseLimit(policyById(policies, policy), { ...letter, kind, ...changes });
}

function dueOn(policy: string, limit: TimeLimit, startsOn: string): string {
  const { dueSoon } = policyById(policies, policy)!;
  return computeTerm(limit, dueSoon, publishedCalendar, new Date(`${startsOn}T02:00:00Z`)).dueOn;
}

const fromAbove = { mailbox: 'NATIONAL' } as const;
const bySms = { channel: 'SMS' } as const;
const byEmail = { channel: 'EMAIL' } as const;
const ofShandong = { province: '37' } as const;
const ofLiaoning = { province: '21' } as const;
const asked = { petitionType: 'CONSULTATION' } as const;

describe('limits by policy, letter and day', () => {
  it.each([
    ['R18', 'hebei-2014', 'ACCEPTANCE', {}, '2014-01-24', '2014-01-27'],
    ['R19', 'hebei-2014', 'LANDING', {}, '2014-01-24', '2014-01-30'],
    ['R42', 'national-2013', 'LANDING', ofLiaoning, '2015-06-26', '2015-06-29'],
    ['R42', 'national-2013', 'LANDING', ofShandong, '2026-02-13', '2026-02-14'],
    ['R54', 'guangan-2011', 'ACCEPTANCE', {}, '2011-06-01', '2011-06-01'],
    ['R56', 'guangan-2011', 'HANDLING', asked, '2011-06-01', '2011-06-09'],
    ['R57', 'guangan-2011', 'HANDLING', {}, '2011-06-01', '2011-06-30'],
    ['R75', 'hangzhou-2016', 'RECEIPT_NOTICE', fromAbove, '2016-09-30', '2016-10-10'],
    ['R76', 'hangzhou-2016', 'RECEIPT_NOTICE', bySms, '2016-09-30', '2016-10-08'],
    ['R76', 'hangzhou-2016', 'RECEIPT_NOTICE', byEmail, '2016-09-30', '2016-10-08'],
    ['R86', 'hangzhou-2016', 'HANDLING', {}, '2016-09-30', '2016-10-12'],
    ['art. 22', 'national-2022', 'ACCEPTANCE', {}, '2026-09-22', '2026-10-08'],
    ['art. 22', 'national-2022', 'LANDING', {}, '2026-03-02', '2026-03-17'],
    ['art. 23', 'national-2022', 'OBJECTION', {}, '2026-02-13', '2026-02-27'],
    ['art. 34', 'national-2022', 'HANDLING', {}, '2026-03-02', '2026-05-06'],
    ['art. 35', 'national-2022', 'REVIEW_REQUEST', {}, '2026-03-02', '2026-04-01'],
    ['art. 36', 'national-2022', 'FINAL_REVIEW', {}, '2026-03-02', '2026-04-01'],
  ] as const)('%s: %s %s %j from %s is due on %s', (rule, policy, kind, changes, from, due) => {
    const limit = limitOf(policy, kind, changes)!;
    expect(limit.rule).toBe(rule);
    expect(dueOn(policy, limit, from)).toBe(due);
  });

  it('R86 may be answered from 2016-10-10 on', () => {
    const limit = limitOf('hangzhou-2016', 'HANDLING')!;
    const earliest = { ...limit, amount: limit.fromAmount! };
    expect(dueOn('hangzhou-2016', earliest, '2016-09-30')).toBe('2016-10-10');
  });

  it.each([
    ['R11 Wuxi sets none at all', 'wuxi-2010', 'HANDLING', {}],
    ['R42 is for three provinces alone', 'national-2013', 'LANDING', {}],
    ['R76 is for e-mail and text messages alone', 'hangzhou-2016', 'RECEIPT_NOTICE', {}],
    ['Hangzhou sets none for the decision to accept', 'hangzhou-2016', 'ACCEPTANCE', {}],
    ['Hebei sets none for handling', 'hebei-2014', 'HANDLING', {}],
  ] as const)('%s, and none is invented', (_rule, policy, kind, changes) => {
    expect(limitOf(policy, kind, changes)).toBeNull();
  });
});
