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

const IN_TIME = '2026-03-30T23:59:59+08:00';
const LATE = '2026-03-31T00:00:00+08:00';

/** A complaint that a department received on 2026-03-02, due on 2026-03-30 (R57). */
async function received(): Promise<{ caseId: string; deadlineId: string }> {
  casework.clock.set('2026-03-02T09:00:00+08:00');
  const caseId = await acceptedCase(casework);
  const issued = await act(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING });
  await act(casework, housing, 'receiveAssignment', { assignmentId: issued.assignment!.id });
  const { assignments } = await readCase<{ assignments: { deadline: { id: string } }[] }>(
    casework,
    caseId,
    'assignments { deadline { id } }',
  );
  return { caseId, deadlineId: assignments[0]!.deadline.id };
}

describe('R82 催办', () => {
  it('only once the limit has passed, and only from above', async () => {
    const { caseId, deadlineId } = await received();
    casework.clock.set(IN_TIME);
    expect(await refusal(casework, cityBureau, 'urge', { deadlineId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      move: 'URGE',
    });
    casework.clock.set(LATE);
    expect((await refusal(casework, housing, 'urge', { deadlineId }))?.code).toBe('FORBIDDEN');
    await act(casework, cityBureau, 'urge', { deadlineId });
    expect(
      await readCase(casework, caseId, 'overdueAlerts { level } urges { note }'),
    ).toMatchObject({
      overdueAlerts: [{ level: 'URGED_ONCE' }],
      urges: [{ note: '请抓紧办理' }],
    });
    expect(await readCase(casework, caseId, 'urges { note }', citizenLi)).toEqual({ urges: [] });
  });
});

describe('R83 通报', () => {
  it('after two urges without result, with recommendations (R33) and a proposal, once', async () => {
    const { caseId, deadlineId } = await received();
    casework.clock.set(LATE);
    await act(casework, cityBureau, 'urge', { deadlineId });
    expect(await refusal(casework, cityBureau, 'issueCircular', { deadlineId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      allowed: ['URGE'],
    });
    await act(casework, cityBureau, 'urge', { deadlineId });
    await act(casework, cityBureau, 'issueCircular', { deadlineId });
    expect(await refusal(casework, cityBureau, 'issueCircular', { deadlineId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
    const seen = await readCase<{ overdueAlerts: { level: string }[] }>(
      casework,
      caseId,
      'overdueAlerts { level } circulars { recommendations accountabilityProposal }',
    );
    expect(seen.overdueAlerts.map(({ level }) => level)).toEqual([
      'URGED_ONCE',
      'URGED_TWICE',
      'CIRCULATED',
    ]);
    expect(seen).toMatchObject({
      circulars: [{ recommendations: '限期办结', accountabilityProposal: '建议约谈负责人' }],
    });
  });

  it('an answer in between is a result', async () => {
    const { caseId, deadlineId } = await received();
    casework.clock.set(LATE);
    await act(casework, cityBureau, 'urge', { deadlineId });
    await act(casework, cityBureau, 'urge', { deadlineId });
    await act(casework, housing, 'replyToPetitioner', { caseId });
    expect(await refusal(casework, cityBureau, 'issueCircular', { deadlineId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
  });
});

describe('R61 情况说明', () => {
  it('is owed by the unit that was late and blocks the conclusion until it is given', async () => {
    const { caseId, deadlineId } = await received();
    casework.clock.set(LATE);
    await act(casework, housing, 'replyToPetitioner', { caseId });
    expect(await readCase(casework, caseId, 'explanationsOwed { id }')).toEqual({
      explanationsOwed: [{ id: deadlineId }],
    });
    expect(await refusal(casework, cityBureau, 'concludeCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      allowed: ['GIVE_LATE_EXPLANATION'],
    });
    const byBureau = await refusal(casework, cityBureau, 'giveLateExplanation', { deadlineId });
    expect(byBureau?.code).toBe('FORBIDDEN');
    await act(casework, housing, 'giveLateExplanation', { deadlineId });
    await act(casework, cityBureau, 'concludeCase', { caseId });
  });

  it('is not owed for what was on time', async () => {
    const { caseId, deadlineId } = await received();
    casework.clock.set(IN_TIME);
    await act(casework, housing, 'replyToPetitioner', { caseId });
    expect(await refusal(casework, housing, 'giveLateExplanation', { deadlineId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
    await act(casework, cityBureau, 'concludeCase', { caseId });
  });
});
