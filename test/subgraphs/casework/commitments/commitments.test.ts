import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau, citizenLi, housing, HOUSING } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, caseOf, expectData, refusal } from '../support/story.ts';

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

describe('R49 the list of what is to be followed up', () => {
  it('has commitments with a year that is due, the longest due first, of the cases one may see', async () => {
    await using casework = await startCasework();
    const promised = async (firstDueOn: string, place = 'mayor') => {
      const caseId = await caseOf(casework, place);
      if (place === 'mayor') await act(casework, cityBureau, 'acceptCase', { caseId });
      const made = await act(casework, cityBureau, 'recordCommitment', { caseId, firstDueOn });
      return { caseId, commitmentId: made.case!.commitments!.at(-1)!.id };
    };
    const old = await promised('2024-02-29');
    const due = await promised('2026-03-02');
    await promised('2026-03-03');
    const ofHousing = await promised('2025-12-31', HOUSING);
    const list = async (actor: Actor, args = '') => {
      const query = `{ commitmentsDue${args} { yearsDue case { id } } }`;
      const answer = await casework.ask<{ commitmentsDue: object[] }>(actor, query);
      return expectData(answer).commitmentsDue;
    };
    const row = ({ caseId }: { caseId: string }, ...yearsDue: number[]) => ({
      yearsDue,
      case: { id: caseId },
    });
    const all = [row(old, 2024, 2025, 2026), row(ofHousing, 2025), row(due, 2026)];
    expect(await list(cityBureau)).toEqual(all);
    expect(await list(cityBureau, '(first: 1)')).toEqual(all.slice(0, 1));
    expect(await list(housing)).toEqual([all[1]]);
    for (const { commitmentId } of [old, old, old])
      await act(casework, cityBureau, 'followUpCommitment', { commitmentId });
    expect(await list(cityBureau)).toEqual(all.slice(1));
    const later = async (at: string) => {
      casework.clock.set(at);
      return (await list(cityBureau)).filter((one) => JSON.stringify(one).includes(old.caseId));
    };
    expect(await later('2027-02-28T23:59:59+08:00')).toEqual([]);
    expect(await later('2027-03-01T00:00:00+08:00')).toEqual([row(old, 2027)]);
    const { errors } = await casework.ask(null, '{ commitmentsDue { id } }');
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
