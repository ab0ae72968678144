import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenLi,
  cityOffice,
  housing,
  HOUSING,
  transport,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, expectData, refusal } from '../support/story.ts';

it('R35 a closed case is held up as an example once, among offices alone', async () => {
  await using casework = await startCasework();
  const caseId = await acceptedCase(casework);
  await act(casework, cityBureau, 'replyToPetitioner', { caseId });
  const early = await refusal(casework, cityBureau, 'recordExample', { caseId });
  expect(early?.code).toBe('ILLEGAL_MOVE');
  await act(casework, cityBureau, 'concludeCase', { caseId });
  await act(casework, cityBureau, 'recordExample', { caseId, kind: 'BAD' });
  const twice = await refusal(casework, cityBureau, 'recordExample', { caseId });
  expect(twice?.code).toBe('ILLEGAL_MOVE');
  expect(await readCase(casework, caseId, 'example { kind }')).toEqual({
    example: { kind: 'BAD' },
  });
  expect(await readCase(casework, caseId, 'example { kind }', citizenLi)).toEqual({
    example: null,
  });
});

async function example(casework: TestCasework, kind: string): Promise<string> {
  const caseId = await acceptedCase(casework);
  await act(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING });
  const [{ id }] = (
    await readCase<{ assignments: [{ id: string }] }>(casework, caseId, 'assignments { id }')
  ).assignments;
  await act(casework, housing, 'receiveAssignment', { assignmentId: id });
  await act(casework, housing, 'replyToPetitioner', { caseId });
  await act(casework, cityBureau, 'concludeCase', { caseId });
  await act(casework, cityBureau, 'recordExample', { caseId, kind });
  return caseId;
}

describe('R35 good and bad examples', () => {
  it('are listed across cases, the latest first, to offices of the cases they may see', async () => {
    await using casework = await startCasework();
    const good = await example(casework, 'GOOD');
    casework.clock.set('2026-03-10T09:00:00+08:00');
    const bad = await example(casework, 'BAD');
    const list = async (actor: Actor, args = '') => {
      const query = `{ examples${args} { kind case { id } } }`;
      const answer = await casework.ask<{ examples: { case: { id: string } }[] }>(actor, query);
      return expectData(answer).examples.map((one) => one.case.id);
    };
    expect(await list(cityBureau)).toEqual([bad, good]);
    expect(await list(cityOffice, '(kind: GOOD)')).toEqual([good]);
    expect(await list(housing, '(from: "2026-03-10", to: "2026-03-10")')).toEqual([bad]);
    expect(await list(cityBureau, '(to: "2026-03-09")')).toEqual([good]);
    expect(await list(transport)).toEqual([]);
    const codes = [citizenLi, null].map(async (actor) => {
      const { errors } = await casework.ask(actor, '{ examples { kind } }');
      return errors?.[0]?.extensions.code;
    });
    expect(await Promise.all(codes)).toEqual(['FORBIDDEN', 'UNAUTHENTICATED']);
  });
});

describe('R71 每月典型事例: the monthly showcase', () => {
  const SHOWCASES = 'query ($month: String) { showcases(month: $month) { kind title story } }';

  it('is for everybody, by month, once an example, and goes on after the archive', async () => {
    await using casework = await startCasework();
    const caseId = await example(casework, 'GOOD');
    const later = await example(casework, 'GOOD');
    casework.clock.set('2026-03-31T23:59:59+08:00');
    await act(casework, cityBureau, 'showcaseExample', { caseId });
    const twice = await refusal(casework, cityBureau, 'showcaseExample', { caseId });
    expect(twice?.code).toBe('ILLEGAL_MOVE');
    casework.clock.set('2026-05-06T09:00:00+08:00');
    await act(casework, cityBureau, 'archiveCase', { caseId: later });
    await act(casework, cityBureau, 'showcaseExample', { caseId: later, title: '另一件' });
    const shown = async (month?: string) =>
      expectData(await casework.ask<{ showcases: object[] }>(null, SHOWCASES, { month })).showcases;
    expect(await shown('2026-03')).toEqual([
      { kind: 'GOOD', title: '工资当月补发', story: '某企业拖欠工资，经协调当月补发。' },
    ]);
    expect(await shown('2026-04')).toEqual([]);
    expect(await shown()).toMatchObject([{ title: '另一件' }]);
    const { errors } = await casework.ask(null, SHOWCASES, { month: '2026-13' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'month' });
  });

  it.each([
    ['an identity number', '身份证510321199001011234号'],
    ['a telephone number', '电话13800000000'],
    ['a telephone number', '座机0826-2345678'],
    ['an e-mail address', '邮箱a.b@example.cn'],
    ['the number of the case', '编号GA-2026-000001'],
  ])('R96 is refused with %s in its text', async (received, story) => {
    await using casework = await startCasework();
    const caseId = await example(casework, 'GOOD');
    const refused = await refusal(casework, cityBureau, 'showcaseExample', { caseId, story });
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'story', received });
  });
});
