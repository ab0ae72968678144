import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau, cityOffice, guangan, GUANGAN, housing, HOUSING } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase } from '../support/read-case.ts';
import { act, caseOf, expectData, refusal } from '../support/story.ts';

const CANDIDATES = '{ supervisionCandidates { case { id } reasons } }';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

async function candidates(actor: Actor): Promise<unknown[]> {
  const answer = await casework.ask<{ supervisionCandidates: unknown[] }>(actor, CANDIDATES);
  return expectData(answer).supervisionCandidates;
}

describe('R43 supervision candidates', () => {
  it('are what is overdue or was mandated without result, each case once, until it is supervised', async () => {
    const long = { submittedAt: '2011-06-01T09:00:00+08:00', history: {} };
    const mandated = await caseOf(casework, 'mayor', long);
    const local = await caseOf(casework, GUANGAN, long);
    await acceptedCase(casework);
    await act(casework, cityBureau, 'issueMandate', { caseId: mandated, unit: HOUSING });
    const both = [
      { case: { id: mandated }, reasons: ['OVERDUE', 'FRUITLESS_MANDATE'] },
      { case: { id: local }, reasons: ['OVERDUE'] },
    ];
    expect(await candidates(cityBureau)).toEqual(both);
    expect(await candidates(cityOffice)).toEqual(both);
    expect(await candidates(guangan)).toEqual([both[1]]);
    await act(casework, cityBureau, 'openSupervision', { caseId: mandated });
    expect(await candidates(cityBureau)).toEqual([both[1]]);
  });

  it('are for those who supervise', async () => {
    const answer = await casework.ask(housing, CANDIDATES);
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('R20 important matters', () => {
  it('go by mandate, not by referral', async () => {
    const caseId = await acceptedCase(casework);
    await act(casework, cityBureau, 'markImportant', { caseId });
    const refused = await refusal(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING });
    expect(refused).toMatchObject({ code: 'ILLEGAL_MOVE', allowed: ['ISSUE_MANDATE'] });
    expect(refused?.message).toContain('R20');
    await act(casework, cityBureau, 'issueMandate', { caseId, unit: HOUSING });
  });
});
