import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { createQueryCode } from '../../../../subgraphs/kit/query-codes/query-code.ts';
import {
  cityBureau,
  citizenLi,
  citizenWang,
  guangan,
  GUANGAN,
  mailboxOf,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { profileOf } from '../deadlines/policy-profile.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, caseOf, expectData, hashOf, petitionTo, refusal } from '../support/story.ts';

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

describe('R37 满意度评价 since 2015-01-01, under the national bureau’s rules', () => {
  it.each([
    ['2014-12-31T23:59:59+08:00', 'ILLEGAL_MOVE'],
    ['2015-01-01T00:00:00+08:00', null],
  ])('a case registered at %s, answered later: %s', async (at, code) => {
    await using national = await startCasework({ profile: await profileOf('national-2013') });
    national.clock.set(at);
    const caseId = await acceptedCase(national);
    national.clock.set('2015-01-05T09:00:00+08:00');
    await act(national, cityBureau, 'replyToPetitioner', { caseId });
    const refused = await refusal(national, citizenLi, 'rateCase', { caseId });
    expect(refused?.code ?? null).toBe(code);
    if (refused) expect(refused.message).toMatch(/R37: NOT_ELIGIBLE: .* from 2015-01-01 on/);
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

describe('R34, R78 one matter by several writers', () => {
  const SAME = 'repeatOf { id } sameMatterAs { id }';
  const written = (account: string | null, contentFingerprint: string, place = 'mayor') =>
    caseOf(casework, place, { petitionerAccount: account, contentFingerprint });

  it('is linked to the first case and never lost, whoever wrote; the petitioner does not learn of it', async () => {
    const first = await written('account:li', 'abcdef0123456789');
    const other = await written('account:wang', 'abcdef0123456788', GUANGAN);
    const unknown = await written(null, 'abcdef012345678b');
    const different = await written('account:wang', 'abcdef01234567f0');
    for (const id of [other, unknown])
      expect(await readCase(casework, id, SAME)).toEqual({
        repeatOf: null,
        sameMatterAs: { id: first },
      });
    expect(await readCase(casework, different, SAME)).toEqual({
      repeatOf: null,
      sameMatterAs: null,
    });
    expect(await readCase(casework, other, SAME, citizenWang)).toEqual({
      repeatOf: null,
      sameMatterAs: null,
    });
    // Guang'an's district bureau has its own case and no part in the mayor's.
    expect(await readCase(casework, other, 'sameMatterAs { id }', guangan)).toEqual({
      sameMatterAs: null,
    });
  });

  it('does not keep a writer from rating, which a repeat of their own does (R37)', async () => {
    await answered('1111222233334444');
    const caseId = await acceptedCase(casework, {
      petitionerAccount: 'account:wang',
      contentFingerprint: '1111222233334444',
    });
    await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    await act(casework, citizenWang, 'rateCase', { caseId });
  });

  it('is found by three bits that differ in three quarters, and not by four', async () => {
    const first = await written('account:li', '0f0f0f0f0f0f0f0f');
    const three = await written('account:wang', '0f0e0f0e0f0e0f0f');
    await written('account:li', 'f0f0f0f0f0f0f0f0');
    const four = await written('account:wang', 'f0f1f0f1f0f1f0f1');
    expect(await readCase(casework, three, 'sameMatterAs { id }')).toEqual({
      sameMatterAs: { id: first },
    });
    expect(await readCase(casework, four, 'sameMatterAs { id }')).toEqual({ sameMatterAs: null });
  });

  it('warns the mailbox of what it got before, and of nothing that another one got', async () => {
    const fingerprint = 'fedcba9876543210';
    const first = await written('account:li', fingerprint, GUANGAN);
    const { registrationNumber } = await readCase<{ registrationNumber: string }>(
      casework,
      first,
      'registrationNumber',
    );
    const receipt = async (place: string) => {
      const petition = petitionTo(place, {
        petitionerAccount: 'account:wang',
        contentFingerprint: fingerprint,
      });
      const answer = await casework.ask<{ registerPetition: object }>(
        mailboxOf(place),
        `mutation ($petition: RegisterPetitionInput!) {
          registerPetition(petition: $petition) { isRepeat sameMatterAs } }`,
        { petition },
      );
      return expectData(answer).registerPetition;
    };
    expect(await receipt('mayor')).toEqual({ isRepeat: false, sameMatterAs: null });
    // The same writer wrote to the mayor meanwhile, so another letter is a repeat of that.
    expect(await receipt(GUANGAN)).toEqual({ isRepeat: true, sameMatterAs: null });
    const petition = petitionTo(GUANGAN, {
      petitionerAccount: null,
      contentFingerprint: fingerprint,
    });
    const answer = await casework.ask(
      mailboxOf(GUANGAN),
      `mutation ($petition: RegisterPetitionInput!) {
        registerPetition(petition: $petition) { isRepeat sameMatterAs } }`,
      { petition },
    );
    expect(expectData(answer)).toEqual({
      registerPetition: { isRepeat: false, sameMatterAs: registrationNumber },
    });
  });
});
