import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { profileFolder } from '../../../../subgraphs/kit/profile/profile-folder.ts';
import { cityBureau, guangan, GUANGAN } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, refusal } from '../support/story.ts';

const TANGSHAN = 'district:130200';
const LUBEI = 'district:130203';
const tangshan: Actor = { role: 'DISTRICT_BUREAU', id: 'tangshan', unit: TANGSHAN };
const lubei: Actor = { role: 'DISTRICT_BUREAU', id: 'lubei', unit: LUBEI };

let hebei: TestCasework;
beforeAll(async () => {
  hebei = await startCasework({ profile: await loadProfile(profileFolder('hebei')) });
});
afterAll(async () => hebei[Symbol.asyncDispose]());

/** A case that Tangshan has as a mandate; the mandate's id. */
async function mandated(isReceived = true): Promise<{ caseId: string; assignmentId: string }> {
  const caseId = await acceptedCase(hebei);
  const { assignment } = await act(hebei, cityBureau, 'issueMandate', { caseId, unit: TANGSHAN });
  const assignmentId = assignment!.id;
  if (isReceived) await act(hebei, tangshan, 'receiveAssignment', { assignmentId });
  return { caseId, assignmentId };
}

async function mayMandate(casework: TestCasework, actor: Actor, caseId: string): Promise<boolean> {
  const read = await readCase<{ availableActions: string[] }>(
    casework,
    caseId,
    'availableActions',
    actor,
  );
  return read.availableActions.includes('ISSUE_MANDATE');
}

describe('R29 a mandate is passed on', () => {
  it('by whoever took it, not before', async () => {
    const { caseId, assignmentId } = await mandated(false);
    const onward = { caseId, unit: LUBEI };
    expect(await mayMandate(hebei, tangshan, caseId)).toBe(false);
    expect((await refusal(hebei, tangshan, 'issueMandate', onward))?.code).toBe('FORBIDDEN');
    await act(hebei, tangshan, 'receiveAssignment', { assignmentId });
    expect(await mayMandate(hebei, tangshan, caseId)).toBe(true);
    const { assignment } = await act(hebei, tangshan, 'issueMandate', onward);
    expect(assignment?.case.state).toBe('ASSIGNED');
  });

  it('only as a mandate, only to the units below, and only once at a time', async () => {
    const { caseId } = await mandated();
    const referral = { caseId, unit: LUBEI };
    expect((await refusal(hebei, tangshan, 'issueReferral', referral))?.code).toBe('FORBIDDEN');
    const beside = { caseId, unit: 'district:130100' };
    expect(await refusal(hebei, tangshan, 'issueMandate', beside)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'unit',
    });
    await act(hebei, tangshan, 'issueMandate', { caseId, unit: LUBEI });
    const again = await refusal(hebei, tangshan, 'issueMandate', { caseId, unit: LUBEI });
    expect(again?.code).toBe('ILLEGAL_MOVE');
  });

  it('and reported by its holder once the unit below has; no longer to be passed on then', async () => {
    const { caseId, assignmentId } = await mandated();
    const { assignment } = await act(hebei, tangshan, 'issueMandate', { caseId, unit: LUBEI });
    const waiting = await refusal(hebei, tangshan, 'giveFeedback', { assignmentId });
    expect(waiting).toMatchObject({
      code: 'ILLEGAL_MOVE',
      message: expect.stringContaining(LUBEI),
    });
    await act(hebei, lubei, 'receiveAssignment', { assignmentId: assignment!.id });
    await act(hebei, lubei, 'giveFeedback', { assignmentId: assignment!.id });
    await act(hebei, tangshan, 'giveFeedback', { assignmentId });
    expect(await mayMandate(hebei, tangshan, caseId)).toBe(false);
  });

  it('and an objection to that is decided by whoever passed it on', async () => {
    const { caseId } = await mandated();
    const { assignment } = await act(hebei, tangshan, 'issueMandate', { caseId, unit: LUBEI });
    const assignmentId = assignment!.id;
    await act(hebei, lubei, 'receiveAssignment', { assignmentId });
    await act(hebei, lubei, 'objectToAssignment', { assignmentId });
    expect((await refusal(hebei, lubei, 'decideObjection', { assignmentId }))?.code).toBe(
      'FORBIDDEN',
    );
    const decided = await act(hebei, tangshan, 'decideObjection', { assignmentId });
    expect(decided.assignment).toMatchObject({ state: 'RETURNED', case: { state: 'ASSIGNED' } });
  });

  it('nowhere in a city whose districts have no units below', async () => {
    await using city = await startCasework();
    const caseId = await acceptedCase(city);
    const { assignment } = await act(city, cityBureau, 'issueMandate', { caseId, unit: GUANGAN });
    await act(city, guangan, 'receiveAssignment', { assignmentId: assignment!.id });
    expect(await mayMandate(city, guangan, caseId)).toBe(false);
    const onward = { caseId, unit: 'department:housing' };
    expect((await refusal(city, guangan, 'issueMandate', onward))?.code).toBe('FORBIDDEN');
  });
});
