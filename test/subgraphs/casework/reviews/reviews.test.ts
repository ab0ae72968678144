import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { profileOf } from '../deadlines/policy-profile.ts';
import {
  cityBureau,
  citizenLi,
  GUANGAN,
  guangan as district,
  housing,
  HOUSING,
  transport,
  TRANSPORT,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, refusal } from '../support/story.ts';

let hangzhou: TestCasework;
let guangan: TestCasework;
beforeAll(async () => {
  hangzhou = await startCasework({ profile: await profileOf('hangzhou-2016') });
  guangan = await startCasework();
});
afterAll(async () => {
  await hangzhou[Symbol.asyncDispose]();
  await guangan[Symbol.asyncDispose]();
});

async function answered(casework: TestCasework, visibility = 'PUBLIC'): Promise<string> {
  const caseId = await acceptedCase(casework);
  const issued = await act(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING });
  await act(casework, housing, 'receiveAssignment', { assignmentId: issued.assignment!.id });
  await act(casework, housing, 'replyToPetitioner', { caseId, visibility });
  return caseId;
}

describe('R89 初审, R90 复审', () => {
  it('both come before the conclusion where the policy asks for them', async () => {
    const caseId = await answered(hangzhou);
    expect(await refusal(hangzhou, cityBureau, 'concludeCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      state: 'REPLIED',
      allowed: ['FIRST_REVIEW'],
    });
    await act(hangzhou, housing, 'reviewFirst', { caseId });
    expect(await refusal(hangzhou, cityBureau, 'concludeCase', { caseId })).toMatchObject({
      allowed: ['SECOND_REVIEW'],
    });
    await act(hangzhou, cityBureau, 'reviewSecond', { caseId });
    await act(hangzhou, cityBureau, 'concludeCase', { caseId });
  });

  it.each([
    ['reviewFirst', 'signedBy'],
    ['reviewFirst', 'petitionerOpinion'],
  ] as const)('%s without %s is refused', async (name, argument) => {
    const caseId = await answered(hangzhou);
    const empty = { caseId, [argument]: ' ' };
    expect(await refusal(hangzhou, housing, name, empty)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument,
    });
  });

  it('the call-back is the forwarding unit’s, with result and remark; refuted, the case goes on', async () => {
    const caseId = await answered(hangzhou);
    await act(hangzhou, housing, 'reviewFirst', { caseId });
    const blank = { caseId, remark: ' ' };
    expect(await refusal(hangzhou, cityBureau, 'reviewSecond', blank)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'remark',
    });
    expect((await refusal(hangzhou, housing, 'reviewSecond', { caseId }))?.code).toBe('FORBIDDEN');
    const refuted = await act(hangzhou, cityBureau, 'reviewSecond', { caseId, result: 'REFUTED' });
    expect(refuted.case?.state).toBe('ASSIGNED');
    await act(hangzhou, cityBureau, 'replyToPetitioner', { caseId });
    const reviews = 'reviews { stage signedBy petitionerOpinion callBackResult callBackRemark }';
    expect(await readCase(hangzhou, caseId, reviews)).toMatchObject({
      reviews: [
        { stage: 'FIRST', signedBy: '李局长', petitionerOpinion: '满意' },
        { stage: 'SECOND', callBackResult: 'REFUTED', callBackRemark: '电话核实' },
      ],
    });
    expect(await readCase(hangzhou, caseId, reviews, citizenLi)).toEqual({ reviews: [] });
  });
});

describe('R66 publish, or keep private and tell', () => {
  it('a private reply is concluded only with a record of the contact', async () => {
    const caseId = await answered(guangan, 'PRIVATE');
    expect(await refusal(guangan, cityBureau, 'concludeCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      allowed: ['PUBLISH_REPLY', 'RECORD_CONTACT'],
    });
    await act(guangan, housing, 'recordContact', { caseId });
    await act(guangan, cityBureau, 'concludeCase', { caseId });
  });

  it('publishing is the other way', async () => {
    const caseId = await answered(guangan, 'PRIVATE');
    const { replies } = await readCase<{ replies: { id: string }[] }>(
      guangan,
      caseId,
      'replies { id }',
    );
    const replyId = replies[0]!.id;
    expect((await refusal(guangan, housing, 'publishReply', { replyId }))?.code).toBe('FORBIDDEN');
    await act(guangan, cityBureau, 'publishReply', { replyId });
    await act(guangan, cityBureau, 'concludeCase', { caseId });
    expect(await readCase(guangan, caseId, 'replies { visibility }', citizenLi)).toEqual({
      replies: [{ visibility: 'PUBLIC' }],
    });
  });
});

describe('R92 archived is immutable', () => {
  it('no further act is available to anybody', async () => {
    const caseId = await answered(guangan);
    await act(guangan, cityBureau, 'concludeCase', { caseId });
    guangan.clock.set('2026-05-06T09:00:00+08:00');
    const archived = await act(guangan, cityBureau, 'archiveCase', { caseId });
    expect(archived.case?.state).toBe('ARCHIVED');
    for (const actor of [cityBureau, housing, citizenLi])
      expect(await readCase(guangan, caseId, 'availableActions', actor)).toEqual({
        availableActions: [],
      });
    expect(await refusal(guangan, cityBureau, 'archiveCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      state: 'ARCHIVED',
      allowed: [],
    });
  });

  it('R81: what 参阅 still asked for ends with it, so that nothing is owed or can be given any more', async () => {
    guangan.clock.set('2026-03-02T09:00:00+08:00');
    const caseId = await answered(guangan);
    const issue = async (unit: string, asksFeedback: boolean): Promise<string> => {
      const given = { caseId, unit, asksFeedback };
      const issued = await act(guangan, cityBureau, 'issueForReference', given);
      return issued.assignment!.id;
    };
    const asked = await issue(TRANSPORT, true);
    await act(guangan, transport, 'receiveAssignment', { assignmentId: asked });
    const noted = await issue(GUANGAN, false);
    await act(guangan, cityBureau, 'concludeCase', { caseId });
    guangan.clock.set('2026-05-06T09:00:00+08:00');
    await act(guangan, cityBureau, 'archiveCase', { caseId });
    for (const [actor, name, assignmentId] of [
      [transport, 'giveFeedback', asked],
      [district, 'receiveAssignment', noted],
    ] as const)
      expect(await refusal(guangan, actor, name, { assignmentId })).toMatchObject({
        code: 'ILLEGAL_MOVE',
        state: 'ARCHIVED',
      });
    const { deadlines, availableActions } = await readCase<{
      deadlines: { metAt: string | null }[];
      availableActions: string[];
    }>(guangan, caseId, 'deadlines { metAt } availableActions', transport);
    expect(deadlines.filter(({ metAt }) => metAt === null)).toEqual([]);
    expect(availableActions).toEqual([]);
  });
});
