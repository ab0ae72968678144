import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, citizenLi, cityOffice } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, refusal } from '../support/story.ts';
import { profileOf } from '../deadlines/policy-profile.ts';

const APPEALS = 'isFinallyClosed appeals { kind outcome deadline { kind rule dueOn metAt } }';
const FIRST_DAY = '2026-03-02T09:00:00+08:00';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework({ profile: await profileOf('national-2022') });
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

async function answered(): Promise<string> {
  casework.clock.set(FIRST_DAY);
  const caseId = await acceptedCase(casework);
  await act(casework, cityBureau, 'replyToPetitioner', { caseId });
  return caseId;
}

async function appealed(caseId: string, kind = 'REVIEW'): Promise<string> {
  const made = await act(casework, citizenLi, 'requestAppeal', { caseId, kind });
  return made.case!.appeals!.at(-1)!.id;
}

describe('art. 35, art. 36 复查 and 复核', () => {
  it('follow one another, the bureau and then the office answering, and close the matter for good', async () => {
    const caseId = await answered();
    const wrong = await refusal(casework, citizenLi, 'requestAppeal', {
      caseId,
      kind: 'FINAL_REVIEW',
    });
    expect(wrong).toMatchObject({ code: 'ILLEGAL_MOVE', allowed: ['REVIEW'] });
    const appealId = await appealed(caseId);
    expect((await refusal(casework, cityOffice, 'decideAppeal', { appealId }))?.code).toBe(
      'FORBIDDEN',
    );
    await act(casework, cityBureau, 'decideAppeal', { appealId });
    const finalId = await appealed(caseId, 'FINAL_REVIEW');
    expect((await refusal(casework, cityBureau, 'decideAppeal', { appealId: finalId }))?.code).toBe(
      'FORBIDDEN',
    );
    await act(casework, cityOffice, 'decideAppeal', { appealId: finalId, outcome: 'REVISED' });
    expect(await readCase(casework, caseId, APPEALS, citizenLi)).toMatchObject({
      isFinallyClosed: true,
      appeals: [
        { kind: 'REVIEW', outcome: 'UPHELD', deadline: { rule: 'art. 35', dueOn: '2026-04-01' } },
        { kind: 'FINAL_REVIEW', outcome: 'REVISED', deadline: { rule: 'art. 36' } },
      ],
    });
    const more = await refusal(casework, citizenLi, 'requestAppeal', { caseId });
    expect(more?.message).toContain('finally closed');
  });

  it('are asked for by the petitioner alone, within 30 days', async () => {
    const caseId = await answered();
    expect((await refusal(casework, cityBureau, 'requestAppeal', { caseId }))?.code).toBe(
      'FORBIDDEN',
    );
    casework.clock.set('2026-04-02T00:00:00+08:00');
    expect((await refusal(casework, citizenLi, 'requestAppeal', { caseId }))?.code).toBe(
      'ILLEGAL_MOVE',
    );
    casework.clock.set('2026-04-01T23:59:59+08:00');
    await appealed(caseId);
  });

  it('take no account of the days of a hearing', async () => {
    const caseId = await answered();
    const appealId = await appealed(caseId);
    await act(casework, cityBureau, 'recordHearing', { appealId });
    expect(await readCase(casework, caseId, 'appeals { deadline { dueOn } }')).toEqual({
      appeals: [{ deadline: { dueOn: '2026-04-07' } }],
    });
  });

  it('R92 keep a case from the archive as long as one may come', async () => {
    const caseId = await answered();
    await act(casework, cityBureau, 'concludeCase', { caseId });
    expect((await refusal(casework, cityBureau, 'archiveCase', { caseId }))?.code).toBe(
      'ILLEGAL_MOVE',
    );
    casework.clock.set('2026-04-02T00:00:00+08:00');
    await act(casework, cityBureau, 'archiveCase', { caseId });
  });
});
