import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  cityOffice,
  guangan,
  GUANGAN,
  housing,
  HOUSING,
  transport,
  TRANSPORT,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, caseOf, expectData, refusal } from '../support/story.ts';

const CANDIDATES = '{ supervisionCandidates { case { id } reasons } }';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

function candidates(actor: Actor): Promise<unknown[]> {
  return candidatesIn(casework, actor);
}

/** The limit of the whole case, as the only one that is open. */
async function openDeadlines(from: TestCasework, caseId: string): Promise<string[]> {
  const { deadlines } = await readCase<{ deadlines: { id: string; metAt: string | null }[] }>(
    from,
    caseId,
    'deadlines { id metAt }',
  );
  return deadlines.filter(({ metAt }) => metAt === null).map(({ id }) => id);
}

async function candidatesIn(from: TestCasework, actor: Actor = cityBureau): Promise<unknown[]> {
  const answer = await from.ask<{ supervisionCandidates: unknown[] }>(actor, CANDIDATES);
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

  it('R43 a mandate is fruitless by its own limit, not by that of another unit', async () => {
    await using casework = await startCasework();
    const long = { submittedAt: '2011-06-01T09:00:00+08:00', history: {} };
    const given = async (act_: 'issueMandate' | 'issueReferral', unit: string) => {
      const { assignment } = await act(casework, cityBureau, act_, { caseId, unit });
      return assignment!.id;
    };
    casework.clock.set('2011-06-01T09:00:00+08:00');
    const caseId = await caseOf(casework, 'mayor', { submittedAt: long.submittedAt });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const [handling] = await openDeadlines(casework, caseId);
    await act(casework, cityBureau, 'extendDeadline', { deadlineId: handling, days: 30 });
    const referral = await given('issueReferral', TRANSPORT);
    await act(casework, transport, 'receiveAssignment', { assignmentId: referral });
    casework.clock.set('2011-06-20T09:00:00+08:00');
    const mandate = await given('issueMandate', HOUSING);
    await act(casework, housing, 'receiveAssignment', { assignmentId: mandate });
    casework.clock.set('2011-07-01T00:00:00+08:00');
    expect(await candidatesIn(casework)).toEqual([{ case: { id: caseId }, reasons: ['OVERDUE'] }]);
    casework.clock.set('2011-07-19T00:00:00+08:00');
    const both = [{ case: { id: caseId }, reasons: ['OVERDUE', 'FRUITLESS_MANDATE'] }];
    expect(await candidatesIn(casework)).toEqual(both);
    expect(await candidatesIn(casework)).toEqual(both);
  });

  it('R43 a mandate is fruitless whose result the call-back refuted, though nothing is overdue', async () => {
    await using casework = await startCasework();
    const caseId = await acceptedCase(casework);
    const { assignment } = await act(casework, cityBureau, 'issueMandate', {
      caseId,
      unit: HOUSING,
    });
    const assignmentId = assignment!.id;
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    await act(casework, housing, 'giveFeedback', { assignmentId });
    await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    await act(casework, cityBureau, 'reviewFirst', { caseId });
    expect(await candidatesIn(casework)).toEqual([]);
    await act(casework, cityBureau, 'reviewSecond', { caseId, result: 'REFUTED' });
    const fruitless = [{ case: { id: caseId }, reasons: ['FRUITLESS_MANDATE'] }];
    expect(await candidatesIn(casework)).toEqual(fruitless);
    await act(casework, cityBureau, 'openSupervision', { caseId });
    expect(await candidatesIn(casework)).toEqual([]);
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

describe('R20 important matters that units argue about', () => {
  it('go by mandate once the superior settles it, though they were referred before', async () => {
    const caseId = await acceptedCase(casework);
    const { assignment } = await act(casework, cityBureau, 'issueReferral', {
      caseId,
      unit: HOUSING,
    });
    const assignmentId = assignment!.id;
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    await act(casework, cityBureau, 'markImportant', { caseId });
    const KINDS = 'assignments { __typename unit { id } state }';
    await act(casework, cityBureau, 'settleJurisdiction', { caseId, unit: TRANSPORT });
    expect(await readCase(casework, caseId, KINDS)).toEqual({
      assignments: [
        { __typename: 'Referral', unit: { id: HOUSING }, state: 'RETURNED' },
        { __typename: 'Mandate', unit: { id: TRANSPORT }, state: 'ISSUED' },
      ],
    });
  });

  it('stay with the unit that objected as a mandate, where the superior names it', async () => {
    const caseId = await acceptedCase(casework);
    const { assignment } = await act(casework, cityBureau, 'issueReferral', {
      caseId,
      unit: HOUSING,
    });
    const assignmentId = assignment!.id;
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    await act(casework, cityBureau, 'markImportant', { caseId });
    await act(casework, cityBureau, 'settleJurisdiction', { caseId, unit: HOUSING });
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    expect((await refusal(casework, housing, 'replyToPetitioner', { caseId }))?.code).toBe(
      'FORBIDDEN',
    );
    await act(casework, housing, 'giveFeedback', { assignmentId });
  });
});
