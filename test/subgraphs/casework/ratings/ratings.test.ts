import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { createQueryCode } from '../../../../subgraphs/kit/query-codes/query-code.ts';
import { cityBureau, citizenLi, mailboxOf } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, expectData, hashOf, petitionTo, refusal } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

async function answered(contentFingerprint: string): Promise<string> {
  const caseId = await acceptedCase(casework, { contentFingerprint });
  await act(casework, cityBureau, 'replyToPetitioner', { caseId });
  return caseId;
}

describe('R37 满意度评价', () => {
  it('is given once, by the petitioner alone, after an answer', async () => {
    const caseId = await answered('00000000000000ff');
    expect((await refusal(casework, cityBureau, 'rateCase', { caseId }))?.code).toBe('FORBIDDEN');
    await act(casework, citizenLi, 'rateCase', { caseId });
    expect(await refusal(casework, citizenLi, 'rateCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      move: 'RATE',
    });
    expect(await readCase(casework, caseId, 'rating { satisfaction }')).toEqual({
      rating: { satisfaction: 'VERY_SATISFIED' },
    });
  });
});

describe('R37 评价 by query code', () => {
  const RATE = `mutation ($queryCode: String!) {
    rateByQueryCode(queryCode: $queryCode, satisfaction: SATISFIED) { registrationNumber isRepeat }
  }`;

  it('takes no account, only the code, and counts as the one rating there is', async () => {
    const queryCode = 'ABCD-EFGH-JKLM-NPQR';
    const caseId = await acceptedCase(casework, {
      petitionerAccount: null,
      queryCodeHash: hashOf(queryCode),
    });
    const rate = () => casework.ask(null, RATE, { queryCode });
    expect((await rate()).errors?.[0]?.extensions.code).toBe('ILLEGAL_MOVE');
    await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    expect((await rate()).data).toMatchObject({ rateByQueryCode: { isRepeat: false } });
    expect((await rate()).errors?.[0]?.extensions.code).toBe('ILLEGAL_MOVE');
    expect(await readCase(casework, caseId, 'rating { satisfaction }')).toEqual({
      rating: { satisfaction: 'SATISFIED' },
    });
  });

  it('finds nothing under a code that was never given out, and does not repeat it', async () => {
    const queryCode = createQueryCode();
    const answer = await casework.ask(null, RATE, { queryCode });
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(answer.errors?.[0]?.message).not.toContain(queryCode);
  });
});

describe('R34, R78 repeats', () => {
  it('a text like an earlier one of the petitioner is linked to it, never lost, and not rated', async () => {
    const first = await answered('ffff000000000000');
    const repeat = await answered('ffff000000000007');
    const other = await answered('ffff00000000f000');
    expect(await readCase(casework, repeat, 'repeatOf { id }')).toEqual({
      repeatOf: { id: first },
    });
    expect(await readCase(casework, other, 'repeatOf { id }')).toEqual({ repeatOf: null });
    const refused = await refusal(casework, citizenLi, 'rateCase', { caseId: repeat });
    expect(refused?.code).toBe('ILLEGAL_MOVE');
    expect(refused?.message).toContain('NOT_ELIGIBLE');
  });

  it('warns at registration and by query code; only staff learn which the first one was', async () => {
    const contentFingerprint = '00ff00ff00ff00ff';
    const first = await answered(contentFingerprint);
    const queryCode = 'WARN-WARN-WARN-WARN';
    const petition = petitionTo('mayor', { contentFingerprint, queryCodeHash: hashOf(queryCode) });
    const registered = await casework.ask(
      mailboxOf('mayor'),
      `mutation ($petition: RegisterPetitionInput!) {
        registerPetition(petition: $petition) { isRepeat repeatOf } }`,
      { petition },
    );
    const number = await readCase<{ registrationNumber: string }>(
      casework,
      first,
      'registrationNumber',
    );
    const repeatOf = number.registrationNumber;
    expect(expectData(registered)).toEqual({ registerPetition: { isRepeat: true, repeatOf } });
    const status = (actor: Actor | null) =>
      casework.ask(
        actor,
        'query ($queryCode: String!) { caseStatus(queryCode: $queryCode) { isRepeat repeatOf } }',
        { queryCode },
      );
    expect(expectData(await status(null))).toEqual({
      caseStatus: { isRepeat: true, repeatOf: null },
    });
    expect(expectData(await status(cityBureau))).toEqual({
      caseStatus: { isRepeat: true, repeatOf },
    });
  });
});
