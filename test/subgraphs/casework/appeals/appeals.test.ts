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

  it.each(['2027-03-03', '9999-12-31'])('are heard within a year, not to %s', async (to) => {
    const appealId = await appealed(await answered());
    expect(await refusal(casework, cityBureau, 'recordHearing', { appealId, to })).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'to',
      received: to,
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

describe('《信访条例》 of 2005, art. 34, art. 35, in Guangan', () => {
  it('give 30 days to ask and 30 to answer, and an archive waits for them', async () => {
    await using guangan = await startCasework();
    guangan.clock.set('2011-06-01T09:00:00+08:00');
    const caseId = await acceptedCase(guangan);
    await act(guangan, cityBureau, 'replyToPetitioner', { caseId });
    await act(guangan, cityBureau, 'concludeCase', { caseId });
    guangan.clock.set('2011-07-01T23:59:59+08:00');
    expect((await refusal(guangan, cityBureau, 'archiveCase', { caseId }))?.message).toContain(
      'may still be asked for',
    );
    const made = await act(guangan, citizenLi, 'requestAppeal', { caseId });
    expect(await readCase(guangan, caseId, 'appeals { deadline { rule dueOn citation } }')).toEqual(
      {
        appeals: [
          {
            deadline: {
              rule: 'art. 34',
              dueOn: '2011-08-01',
              citation: '《信访条例》（2005）第三十四条 应当自收到复查请求之日起30日内提出复查意见',
            },
          },
        ],
      },
    );
    const appealId = made.case!.appeals![0]!.id;
    const heard = await refusal(guangan, cityBureau, 'recordHearing', { appealId });
    expect(heard?.message).toContain('a hearing pauses');
    await act(guangan, cityBureau, 'decideAppeal', { appealId });
    guangan.clock.set('2011-08-02T00:00:00+08:00');
    await act(guangan, cityBureau, 'archiveCase', { caseId });
  });

  it('end a day after the thirtieth', async () => {
    await using guangan = await startCasework();
    guangan.clock.set('2011-06-01T09:00:00+08:00');
    const caseId = await acceptedCase(guangan);
    await act(guangan, cityBureau, 'replyToPetitioner', { caseId });
    guangan.clock.set('2011-07-02T00:00:00+08:00');
    expect((await refusal(guangan, citizenLi, 'requestAppeal', { caseId }))?.code).toBe(
      'ILLEGAL_MOVE',
    );
  });
});
