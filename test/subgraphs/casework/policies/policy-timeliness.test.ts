import { describe, expect, it } from '@jest/globals';
import { publishedCalendar } from '../../../../subgraphs/casework/deadlines/working-calendar.ts';
import {
  judge,
  sampleOf,
} from '../../../../subgraphs/casework/policies/policy-timeliness.rules.ts';
import { policyById } from '../../../../subgraphs/kit/profile/choose-policy.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';

const { policies } = await loadProfile('subgraphs/profiles/guangan');

function judgedBy(policy: string, answeredAt: string): ReturnType<typeof judge> {
  return judge(policyById(policies, policy)!, publishedCalendar, '51', {
    registrationNumber: 'GA-2011-000001',
    petitionType: 'COMPLAINT',
    channel: 'ONLINE',
    mailbox: 'MAYOR',
    mailboxUnit: null,
    acceptedAt: new Date('2011-06-01T01:00:00Z'),
    answeredAt: new Date(answeredAt),
  });
}

describe('an answer held against a policy it was not registered under', () => {
  it.each([
    ['guangan-2011', '2011-06-30T15:59:59Z', 'R57', '2011-06-30', true],
    ['guangan-2011', '2011-06-30T16:00:00Z', 'R57', '2011-06-30', false],
    ['national-2022', '2011-08-01T15:59:59Z', 'art. 34', '2011-08-01', true],
    ['national-2022', '2011-08-01T16:00:00Z', 'art. 34', '2011-08-01', false],
    ['wuxi-2010', '2013-01-01T00:00:00Z', null, null, true],
  ])(
    '%s: answered %s, by %s due on %s, on time %s',
    (policy, answeredAt, rule, dueOn, isOnTime) => {
      expect(judgedBy(policy, answeredAt)).toMatchObject({ rule, dueOn, isOnTime });
    },
  );
});

describe('a sample', () => {
  it('is spread evenly and never larger than what there is', () => {
    expect(sampleOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3)).toEqual([1, 4, 7]);
    expect(sampleOf([1, 2], 5)).toEqual([1, 2]);
    expect(sampleOf([], 5)).toEqual([]);
  });
});
