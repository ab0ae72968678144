import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau, housing, HOUSING, transport, TRANSPORT } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { readCase } from '../support/read-case.ts';
import { act, caseOf, expectData } from '../support/story.ts';
import { profileOf } from './policy-profile.ts';

interface Owed {
  kind: string;
  rule: string;
  dueOn: string;
  metAt: string | null;
}

async function owed(casework: TestCasework, id: string, kind: string): Promise<Owed | undefined> {
  const query = 'query ($id: ID!) { case(id: $id) { deadlines { kind rule dueOn metAt } } }';
  const answer = await casework.ask<{ case: { deadlines: Owed[] } }>(cityBureau, query, { id });
  return expectData(answer).case.deadlines.find((each) => each.kind === kind);
}

async function notify(casework: TestCasework, caseId: string, actor: Actor = cityBureau) {
  const { errors } = await casework.ask(
    actor,
    'mutation ($caseId: ID!) { notifyReceipt(caseId: $caseId) { case { id } } }',
    { caseId },
  );
  return errors?.[0]?.extensions.code ?? null;
}

describe('notice of receipt in Hangzhou', () => {
  it.each([
    ['R76', 'mayor', { channel: 'SMS' }, '2016-10-08'],
    ['R76', 'mayor', { channel: 'EMAIL' }, '2016-10-08'],
    ['R75', 'national', { channel: 'ONLINE' }, '2016-10-10'],
  ])('%s: for %s %j of 2016-09-30 by %s', async (rule, place, changes, dueOn) => {
    await using casework = await startCasework({ profile: await profileOf('hangzhou-2016') });
    casework.clock.set('2016-09-30T09:00:00+08:00');
    const id = await caseOf(casework, place, changes);
    expect(await owed(casework, id, 'RECEIPT_NOTICE')).toMatchObject({ rule, dueOn, metAt: null });
    expect(await notify(casework, id, housing)).toBe('NOT_FOUND');
    expect(await notify(casework, id)).toBeNull();
    expect(await owed(casework, id, 'RECEIPT_NOTICE')).toMatchObject({
      metAt: '2016-09-30T01:00:00.000Z',
    });
    expect(await notify(casework, id)).toBe('ILLEGAL_MOVE');
  });

  it('is owed by no other letter, nor under the rules of Guangan', async () => {
    await using hangzhou = await startCasework({ profile: await profileOf('hangzhou-2016') });
    const online = await caseOf(hangzhou, 'mayor');
    expect(await owed(hangzhou, online, 'RECEIPT_NOTICE')).toBeUndefined();
    await using guangan = await startCasework();
    const id = await caseOf(guangan, 'mayor', { channel: 'SMS' });
    expect(await notify(guangan, id)).toBe('ILLEGAL_MOVE');
  });
});

describe('landing at the responsible unit', () => {
  it('R19: within 5 working days, met when the unit takes it', async () => {
    await using casework = await startCasework({ profile: await profileOf('hebei-2014') });
    casework.clock.set('2014-01-24T09:00:00+08:00');
    const caseId = await caseOf(casework, 'mayor');
    expect(await owed(casework, caseId, 'LANDING')).toMatchObject({ dueOn: '2014-01-30' });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const { assignment } = await act(casework, cityBureau, 'issueMandate', {
      caseId,
      unit: HOUSING,
    });
    expect(await owed(casework, caseId, 'LANDING')).toMatchObject({ metAt: null });
    await act(casework, housing, 'receiveAssignment', { assignmentId: assignment!.id });
    expect(await owed(casework, caseId, 'LANDING')).toMatchObject({
      metAt: '2014-01-24T01:00:00.000Z',
    });
  });

  it('R42: within 1 working day in Shandong, and no limit in Sichuan', async () => {
    const national = await profileOf('national-2013');
    const shandong = { ...national, city: { ...national.city, province: '37' } };
    await using casework = await startCasework({ profile: shandong });
    casework.clock.set('2015-06-26T09:00:00+08:00');
    const there = await caseOf(casework, 'national');
    expect(await owed(casework, there, 'LANDING')).toMatchObject({ dueOn: '2015-06-29' });
    await using sichuan = await startCasework({ profile: national });
    sichuan.clock.set('2015-06-26T09:00:00+08:00');
    const here = await caseOf(sichuan, 'national');
    expect(await owed(sichuan, here, 'LANDING')).toBeUndefined();
  });
});

describe('art. 23 notice of receipt by whoever took a matter over', () => {
  it('is owed by each unit within 15 days of its own receipt, and met by itself alone', async () => {
    await using casework = await startCasework({ profile: await profileOf('national-2022') });
    const caseId = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    expect(await owed(casework, caseId, 'RECEIPT_NOTICE')).toBeUndefined();
    const legs = [
      [housing, HOUSING],
      [transport, TRANSPORT],
    ] as const;
    for (const [actor, unit] of legs) {
      const { assignment } = await act(casework, cityBureau, 'issueReferral', { caseId, unit });
      await act(casework, actor, 'receiveAssignment', { assignmentId: assignment!.id });
    }
    const notice = { kind: 'RECEIPT_NOTICE', rule: 'art. 23', dueOn: '2026-03-17' };
    expect(await notices(casework, caseId)).toEqual([
      { ...notice, unit: { id: HOUSING }, metAt: null },
      { ...notice, unit: { id: TRANSPORT }, metAt: null },
    ]);
    expect(await notify(casework, caseId)).toBe('ILLEGAL_MOVE');
    expect(await notify(casework, caseId, housing)).toBeNull();
    expect(await notify(casework, caseId, housing)).toBe('ILLEGAL_MOVE');
    expect(await notices(casework, caseId)).toMatchObject([
      { metAt: '2026-03-02T01:00:00.000Z' },
      { metAt: null },
    ]);
    expect(await notify(casework, caseId, transport)).toBeNull();
  });

  it('is owed no more by a unit whose objection was upheld', async () => {
    await using casework = await startCasework({ profile: await profileOf('national-2022') });
    const caseId = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const { assignment } = await act(casework, cityBureau, 'issueReferral', {
      caseId,
      unit: HOUSING,
    });
    const assignmentId = assignment!.id;
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    await act(casework, cityBureau, 'decideObjection', { assignmentId });
    expect(await notices(casework, caseId)).toMatchObject([{ metAt: '2026-03-02T01:00:00.000Z' }]);
  });
});

async function notices(casework: TestCasework, caseId: string): Promise<unknown[]> {
  const { deadlines } = await readCase<{ deadlines: { kind: string; unit: { id: string } }[] }>(
    casework,
    caseId,
    'deadlines { kind rule dueOn metAt unit { id } }',
  );
  return deadlines
    .filter(({ kind }) => kind === 'RECEIPT_NOTICE')
    .toSorted((one, other) => one.unit.id.localeCompare(other.unit.id));
}
