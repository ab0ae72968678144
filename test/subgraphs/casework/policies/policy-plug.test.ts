import { expect, it } from '@jest/globals';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { policyById } from '../../../../subgraphs/kit/profile/choose-policy.ts';
import { startCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';

it('R88 rules whose text comes later are plugged in from their day on; older cases keep theirs', async () => {
  const profile = await loadProfile('subgraphs/profiles/guangan');
  const { all } = profile.policies;
  const before = policyById(profile.policies, 'hangzhou-2016')!;
  const limits = before.limits.map((limit) => ({
    ...limit,
    ...(limit.kind === 'HANDLING' && { amount: 10, rule: 'R88', citation: '浙委办传[2011]101号' }),
  }));
  const later = { ...before, id: 'zhejiang-101', validFrom: '2016-11-01', limits };
  const policies = {
    all: [...all, later],
    applied: [
      { id: before.id, validFrom: before.validFrom, validTo: '2016-10-31' },
      { id: later.id, validFrom: '2016-11-01', validTo: null },
    ],
  };
  await using casework = await startCasework({ profile: { ...profile, policies } });
  const HANDLING = 'deadlines { kind rule citation amount policyVersion }';
  const handling = async (id: string) => {
    const { deadlines } = await readCase<{ deadlines: { kind: string }[] }>(casework, id, HANDLING);
    return deadlines.find(({ kind }) => kind === 'HANDLING');
  };
  casework.clock.set('2016-10-31T23:59:59+08:00');
  const old = await acceptedCase(casework);
  casework.clock.set('2016-11-01T00:00:00+08:00');
  const young = await acceptedCase(casework);
  expect(await handling(old)).toMatchObject({ rule: 'R86', amount: 5, policyVersion: before.id });
  expect(await handling(young)).toMatchObject({
    rule: 'R88',
    citation: '浙委办传[2011]101号',
    amount: 10,
    policyVersion: 'zhejiang-101',
  });
});
