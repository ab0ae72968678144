import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, citizenLi } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, refusal } from '../support/story.ts';

const COMMITMENTS = 'commitments { yearsDue followUps { year isKept } }';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

describe('R49 commitments that recur', () => {
  it('are followed up year by year, the oldest first, even after the archive', async () => {
    const caseId = await acceptedCase(casework);
    const made = await act(casework, cityBureau, 'recordCommitment', {
      caseId,
      firstDueOn: '2025-03-02',
    });
    const commitmentId = made.case!.commitments!.at(-1)!.id;
    for (const name of ['replyToPetitioner', 'recordContact', 'concludeCase'] as const)
      await act(casework, cityBureau, name, { caseId });
    casework.clock.set('2026-05-06T09:00:00+08:00');
    await act(casework, cityBureau, 'archiveCase', { caseId });
    await act(casework, cityBureau, 'followUpCommitment', { commitmentId });
    expect(await readCase(casework, caseId, COMMITMENTS, citizenLi)).toEqual({
      commitments: [{ yearsDue: [2026], followUps: [{ year: 2025, isKept: true }] }],
    });
    await act(casework, cityBureau, 'followUpCommitment', { commitmentId, isKept: false });
    expect(
      (await refusal(casework, cityBureau, 'followUpCommitment', { commitmentId }))?.code,
    ).toBe('ILLEGAL_MOVE');
    casework.clock.set('2027-03-02T00:00:00+08:00');
    expect(await readCase(casework, caseId, 'commitments { yearsDue }')).toEqual({
      commitments: [{ yearsDue: [2027] }],
    });
  });
});
