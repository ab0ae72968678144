import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau, citizenLi, housing, HOUSING, transport } from '../support/actors.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { readCase } from '../support/read-case.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, caseOf, expectData } from '../support/story.ts';
import { profileOf } from './policy-profile.ts';

const EXTEND = `mutation (
  $deadlineId: ID!, $ground: ExtensionGround!, $days: Int!, $reason: String! = "需要调查"
  $approvedBy: String, $reasonToldAt: DateTime
) {
  extendDeadline(
    deadlineId: $deadlineId, ground: $ground, days: $days, reason: $reason
    approvedBy: $approvedBy, reasonToldAt: $reasonToldAt
  ) { deadline { dueOn extensions { rule mode days dueOnBefore dueOnAfter reason approvedBy } } }
}`;

interface Extended {
  extendDeadline: { deadline: { dueOn: string; extensions: Record<string, unknown>[] } };
}

type Request = Record<string, unknown> & { ground: string; days: number };

async function extend(
  casework: TestCasework,
  deadlineId: string,
  request: Request,
  actor: Actor = cityBureau,
): Promise<Extended['extendDeadline']['deadline']> {
  const answer = await casework.ask<Extended>(actor, EXTEND, { deadlineId, ...request });
  return expectData(answer).extendDeadline.deadline;
}

/** Code and argument of a refusal. */
async function refusalOf(
  casework: TestCasework,
  deadlineId: string,
  request: Request,
  actor: Actor = cityBureau,
): Promise<string> {
  const { errors } = await casework.ask(actor, EXTEND, { deadlineId, ...request });
  const { code, argument } = (errors?.[0]?.extensions ?? {}) as Record<string, string | undefined>;
  return [code, argument].filter((part) => part !== undefined).join(' ');
}

/** A complaint that was accepted on a day, and its handling deadline. */
async function accepted(casework: TestCasework, at: string): Promise<[string, string]> {
  casework.clock.set(at);
  const caseId = await caseOf(casework, 'mayor');
  await act(casework, cityBureau, 'acceptCase', { caseId });
  return [caseId, await deadlineOf(casework, caseId, 'HANDLING')];
}

async function deadlineOf(casework: TestCasework, caseId: string, kind: string): Promise<string> {
  const query = 'query ($id: ID!) { case(id: $id) { deadlines { id kind } } }';
  const answer = await casework.ask<{ case: { deadlines: { id: string; kind: string }[] } }>(
    cityBureau,
    query,
    { id: caseId },
  );
  return expectData(answer).case.deadlines.find((each) => each.kind === kind)!.id;
}

describe('extending a deadline of Guangan', () => {
  it('R57 R58 R59 R60: 06-30, to 07-14, to 07-28, to 08-25, and not one day more', async () => {
    await using casework = await startCasework();
    const [caseId, id] = await accepted(casework, '2011-06-01T09:00:00+08:00');
    expect(await extend(casework, id, { ground: 'INVESTIGATION', days: 30 })).toMatchObject({
      dueOn: '2011-07-14',
      extensions: [{ rule: 'R58', mode: 'TO', days: 30, dueOnBefore: '2011-06-30' }],
    });
    const several = { ground: 'SEVERAL_DEPARTMENTS', days: 40 };
    expect(await refusalOf(casework, id, several)).toBe('ILLEGAL_MOVE');
    for (const unit of [HOUSING, 'department:transport'])
      await act(casework, cityBureau, 'issueReferral', { caseId, unit });
    expect(await extend(casework, id, several)).toMatchObject({ dueOn: '2011-07-28' });
    const most = await extend(casework, id, { ground: 'MAXIMUM', days: 60 });
    expect(most).toMatchObject({ dueOn: '2011-08-25' });
    const more = { ground: 'MAXIMUM', days: 61 };
    expect(await refusalOf(casework, id, more)).toBe('BAD_USER_INPUT days');
  });

  it('R58 may be used in part, never beyond 30 and never to shorten', async () => {
    await using casework = await startCasework();
    const [, id] = await accepted(casework, '2011-06-01T09:00:00+08:00');
    const to = (days: number) => ({ ground: 'INVESTIGATION', days });
    expect(await refusalOf(casework, id, to(20))).toBe('BAD_USER_INPUT days');
    expect(await refusalOf(casework, id, to(31))).toBe('BAD_USER_INPUT days');
    expect(await extend(casework, id, to(21))).toMatchObject({ dueOn: '2011-07-01' });
    expect(await refusalOf(casework, id, to(21))).toBe('BAD_USER_INPUT days');
    expect(await extend(casework, id, to(30))).toMatchObject({ dueOn: '2011-07-14' });
  });

  it('writes its event and moves the case in the worklist', async () => {
    await using casework = await startCasework();
    const [caseId, id] = await accepted(casework, '2011-06-01T09:00:00+08:00');
    await extend(casework, id, { ground: 'INVESTIGATION', days: 30 });
    const answer = await casework.ask(
      cityBureau,
      'query ($id: ID!) { case(id: $id) { timeline { act } availableActions } }',
      { id: caseId },
    );
    expect(answer.data).toMatchObject({
      case: {
        timeline: [
          { act: 'CASE_REGISTERED' },
          { act: 'CASE_ACCEPTED' },
          { act: 'EXTENSION_GRANTED' },
        ],
        availableActions: expect.arrayContaining(['EXTEND_DEADLINE']),
      },
    });
  });

  it('is for the bureau, and for a unit on its own leg (R55, R67)', async () => {
    await using casework = await startCasework();
    const [caseId, id] = await accepted(casework, '2011-06-01T09:00:00+08:00');
    const request = { ground: 'INVESTIGATION', days: 30 };
    const { assignment } = await act(casework, cityBureau, 'issueReferral', {
      caseId,
      unit: HOUSING,
    });
    await act(casework, housing, 'receiveAssignment', { assignmentId: assignment!.id });
    const leg = await deadlineOf(casework, caseId, 'ASSIGNMENT');
    expect(await refusalOf(casework, id, request, housing)).toBe('FORBIDDEN');
    expect(await refusalOf(casework, id, request, citizenLi)).toBe('FORBIDDEN');
    expect(await refusalOf(casework, leg, request, transport)).toBe('NOT_FOUND deadlineId');
    expect(await extend(casework, leg, request, housing)).toMatchObject({ dueOn: '2011-07-14' });
  });

  it('comes too late once the last day is over (R61), or the deadline was met', async () => {
    await using casework = await startCasework();
    const [, id] = await accepted(casework, '2011-06-01T09:00:00+08:00');
    const request = { ground: 'INVESTIGATION', days: 30 };
    casework.clock.set('2011-07-01T00:00:00+08:00');
    expect(await refusalOf(casework, id, request)).toBe('ILLEGAL_MOVE');
    const [caseId, second] = await accepted(casework, '2011-06-01T09:00:00+08:00');
    await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    expect(await refusalOf(casework, second, request)).toBe('ILLEGAL_MOVE');
  });
});

describe('R86 R87 extending a deadline of Hangzhou', () => {
  const consent = { approvedBy: '张局长', reasonToldAt: '2016-09-30T09:00:00+08:00' };

  it('2016-09-30 is due on 10-12, and 30 calendar days later on 11-11', async () => {
    await using casework = await startCasework({ profile: await profileOf('hangzhou-2016') });
    const [, id] = await accepted(casework, '2016-09-30T09:00:00+08:00');
    const granted = await extend(casework, id, { ground: 'COMPLEX', days: 30, ...consent });
    expect(granted).toMatchObject({
      dueOn: '2016-11-11',
      extensions: [{ rule: 'R87', mode: 'BY', days: 30, dueOnBefore: '2016-10-12' }],
    });
  });

  it('31 days, no approval or a reason not told are refused; two extensions share the 30 days', async () => {
    await using casework = await startCasework({ profile: await profileOf('hangzhou-2016') });
    const [, id] = await accepted(casework, '2016-09-30T09:00:00+08:00');
    const by = (days: number, changes = {}) => ({
      ground: 'COMPLEX',
      days,
      ...consent,
      ...changes,
    });
    expect(await refusalOf(casework, id, by(31))).toBe('BAD_USER_INPUT days');
    const noHead = by(30, { approvedBy: null });
    expect(await refusalOf(casework, id, noHead)).toBe('BAD_USER_INPUT approvedBy');
    const untold = by(30, { reasonToldAt: null });
    expect(await refusalOf(casework, id, untold)).toBe('BAD_USER_INPUT reasonToldAt');
    const announced = by(30, { reasonToldAt: '2016-10-01T09:00:00+08:00' });
    expect(await refusalOf(casework, id, announced)).toBe('BAD_USER_INPUT reasonToldAt');
    const other = { ...by(30), ground: 'INVESTIGATION' };
    expect(await refusalOf(casework, id, other)).toBe('ILLEGAL_MOVE');
    expect(await extend(casework, id, by(10))).toMatchObject({ dueOn: '2016-10-24' });
    expect(await refusalOf(casework, id, by(21))).toBe('BAD_USER_INPUT days');
    expect(await extend(casework, id, by(20))).toMatchObject({ dueOn: '2016-11-11' });
  });
});

describe('art. 34 of the law in force', () => {
  it('60 days, and at most 30 more with the head’s approval and the reason told', async () => {
    await using casework = await startCasework({ profile: await profileOf('national-2022') });
    const [, id] = await accepted(casework, '2026-03-02T09:00:00+08:00');
    const consent = { approvedBy: '负责人', reasonToldAt: '2026-03-02T09:00:00+08:00' };
    const request = { ground: 'COMPLEX', days: 30, ...consent };
    expect(await refusalOf(casework, id, { ...request, days: 31 })).toBe('BAD_USER_INPUT days');
    expect(await extend(casework, id, request)).toMatchObject({
      dueOn: '2026-06-05',
      extensions: [{ rule: 'art. 34', dueOnBefore: '2026-05-06', approvedBy: '负责人' }],
    });
  });
});

describe('EXTEND_DEADLINE', () => {
  const actions = async (casework: TestCasework, caseId: string, actor: Actor = cityBureau) => {
    const read = readCase<{ availableActions: string[] }>;
    const { availableActions } = await read(casework, caseId, 'availableActions', actor);
    return availableActions.includes('EXTEND_DEADLINE');
  };

  it('R58 R59 R60 is available until the policy’s last day is granted', async () => {
    await using casework = await startCasework();
    const [caseId, id] = await accepted(casework, '2011-06-01T09:00:00+08:00');
    expect(await actions(casework, caseId)).toBe(true);
    await extend(casework, id, { ground: 'MAXIMUM', days: 59 });
    expect(await actions(casework, caseId)).toBe(true);
    await extend(casework, id, { ground: 'MAXIMUM', days: 60 });
    expect(await actions(casework, caseId)).toBe(false);
  });

  it('R59 is not available by a rule that asks for several units while there is one', async () => {
    const profile = await loadProfile('subgraphs/profiles/guangan');
    const all = profile.policies.all.map((policy) => ({
      ...policy,
      extensions: policy.extensions.filter(({ rule }) => rule === 'R59'),
    }));
    const severalOnly = { ...profile, policies: { ...profile.policies, all } };
    await using casework = await startCasework({ profile: severalOnly });
    const [caseId] = await accepted(casework, '2011-06-01T09:00:00+08:00');
    await act(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING });
    expect(await actions(casework, caseId)).toBe(false);
    await act(casework, cityBureau, 'issueReferral', { caseId, unit: 'department:transport' });
    expect(await actions(casework, caseId)).toBe(true);
  });

  it('R11 is not available under a policy that knows no extension', async () => {
    await using casework = await startCasework({ profile: await profileOf('hebei-2014') });
    casework.clock.set('2014-01-24T09:00:00+08:00');
    const caseId = await caseOf(casework, 'mayor');
    expect(await actions(casework, caseId)).toBe(false);
  });
});
