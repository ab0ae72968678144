import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, citizenLi, cityOffice, housing, HOUSING } from '../support/actors.ts';
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

async function replied(): Promise<string> {
  const caseId = await acceptedCase(casework);
  const issued = await act(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING });
  await act(casework, housing, 'receiveAssignment', { assignmentId: issued.assignment!.id });
  await act(casework, housing, 'replyToPetitioner', { caseId });
  return caseId;
}

async function opened(actor = cityBureau): Promise<{ caseId: string; supervisionId: string }> {
  const caseId = await replied();
  const made = await act(casework, actor, 'openSupervision', { caseId });
  return { caseId, supervisionId: made.case!.supervisions!.at(-1)!.id };
}

describe('R84, R85 督办 with Form B', () => {
  it('consent, two officers on site, result to the units and the petitioner', async () => {
    const { caseId, supervisionId } = await opened();
    expect(await refusal(casework, cityBureau, 'recordSiteVisit', { supervisionId })).toMatchObject(
      {
        code: 'ILLEGAL_MOVE',
        allowed: ['CONSENT'],
      },
    );
    await act(casework, cityBureau, 'consentToSupervision', { supervisionId });
    for (const officers of [['张三'], ['张三', ' 张三 ']])
      expect(
        await refusal(casework, cityBureau, 'recordSiteVisit', { supervisionId, officers }),
      ).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'officers', received: '1' });
    await act(casework, cityBureau, 'recordSiteVisit', { supervisionId });
    expect(await refusal(casework, cityBureau, 'concludeCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      allowed: ['DELIVER_SUPERVISION'],
    });
    await act(casework, cityBureau, 'deliverSupervision', { supervisionId });
    await act(casework, cityBureau, 'concludeCase', { caseId });
    const fields = `supervisions { kind reason approvedBy officers resultKind result deliveredTo { id } }`;
    const result = { resultKind: 'OPINION', result: '限期整改', deliveredTo: [{ id: HOUSING }] };
    expect(await readCase(casework, caseId, fields, housing)).toMatchObject({
      supervisions: [{ ...result, approvedBy: '王主任', officers: ['张三', '李四'] }],
    });
    expect(await readCase(casework, caseId, fields, citizenLi)).toEqual({
      supervisions: [{ ...result, kind: 'ORDINARY', reason: null, approvedBy: null, officers: [] }],
    });
  });
});

describe('R68 joint supervision', () => {
  it("is the city office's, which carries it to its end", async () => {
    const { caseId, supervisionId } = await opened(cityOffice);
    await act(casework, cityOffice, 'consentToSupervision', { supervisionId });
    await act(casework, cityOffice, 'recordSiteVisit', { supervisionId });
    await act(casework, cityOffice, 'deliverSupervision', { supervisionId, kind: 'MINUTES' });
    expect(await readCase(casework, caseId, 'supervisions { kind resultKind }')).toEqual({
      supervisions: [{ kind: 'JOINT', resultKind: 'MINUTES' }],
    });
  });
});

describe('R32 a signature that is not the petitioner’s', () => {
  it('is disputed by the petitioner alone and opens a supervision', async () => {
    const caseId = await replied();
    expect((await refusal(casework, housing, 'disputeSignature', { caseId }))?.code).toBe(
      'FORBIDDEN',
    );
    await act(casework, citizenLi, 'disputeSignature', { caseId });
    expect(await readCase(casework, caseId, 'supervisions { kind reason }')).toEqual({
      supervisions: [{ kind: 'SIGNATURE_DISPUTE', reason: '《答复意见书》: 不是本人签字' }],
    });
    expect(await refusal(casework, cityBureau, 'concludeCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
  });
});
