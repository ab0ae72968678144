import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, citizenLi, housing, HOUSING } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, refusal } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

describe('R28 several claims, an outcome for each', () => {
  it('is concluded only when every claim has finding and outcome in law (art. 32)', async () => {
    const caseId = await acceptedCase(casework);
    await act(casework, cityBureau, 'addClaim', { caseId, summary: '拖欠5个月工资' });
    const { case: both } = await act(casework, cityBureau, 'addClaim', {
      caseId,
      summary: '8个月未缴社保',
    });
    const [wages, insurance] = both!.claims!;
    await act(casework, cityBureau, 'recordClaimOutcome', { claimId: wages!.id });
    await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    const early = await refusal(casework, cityBureau, 'concludeCase', { caseId });
    expect(early).toMatchObject({
      code: 'ILLEGAL_MOVE',
      state: 'REPLIED',
      move: 'CONCLUDE',
      allowed: ['RECORD_CLAIM_OUTCOME'],
    });
    expect(early?.message).toContain('1 of 2');
    const settled = {
      claimId: insurance!.id,
      finding: 'UNSUBSTANTIATED',
      legalOutcome: 'EXPLAINED',
    };
    await act(casework, cityBureau, 'recordClaimOutcome', settled);
    expect(await refusal(casework, cityBureau, 'recordClaimOutcome', settled)).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
    await act(casework, cityBureau, 'concludeCase', { caseId });
    expect(await readCase(casework, caseId, 'claims { finding legalOutcome } ', citizenLi)).toEqual(
      {
        claims: [
          { finding: 'SUBSTANTIATED', legalOutcome: 'SUPPORTED' },
          { finding: 'UNSUBSTANTIATED', legalOutcome: 'EXPLAINED' },
        ],
      },
    );
  });
});

describe('R63 重要事项', () => {
  it('is not answered before a meeting was recorded', async () => {
    const caseId = await acceptedCase(casework);
    await act(casework, cityBureau, 'markImportant', { caseId });
    expect(await refusal(casework, cityBureau, 'replyToPetitioner', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      move: 'REPLY',
      allowed: ['RECORD_MEETING'],
    });
    const later = { caseId, heldAt: '2030-01-01T09:00:00+08:00' };
    expect(await refusal(casework, cityBureau, 'recordMeeting', later)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'heldAt',
    });
    await act(casework, cityBureau, 'recordMeeting', { caseId });
    await act(casework, cityBureau, 'replyToPetitioner', { caseId });
  });

  it('the handler of a referral holds the meeting itself', async () => {
    const caseId = await acceptedCase(casework);
    const issued = await act(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING });
    await act(casework, cityBureau, 'markImportant', { caseId });
    const assignmentId = issued.assignment!.id;
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    await act(casework, housing, 'recordMeeting', { caseId });
    await act(casework, housing, 'replyToPetitioner', { caseId });
    expect(await readCase(casework, caseId, 'isImportant meetings { unit { id } }')).toEqual({
      isImportant: true,
      meetings: [{ unit: { id: HOUSING } }],
    });
  });
});
