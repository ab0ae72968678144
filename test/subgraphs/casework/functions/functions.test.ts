import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { departmentId } from '../../../../schema/contract/ids.ts';
import { createQueryCode } from '../../../../subgraphs/kit/query-codes/query-code.ts';
import { loadProfile } from '../../../../subgraphs/kit/profile/load-profile.ts';
import { cityBureau, citizenLi, cityOffice, GUANGAN, HOUSING, housing } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act, caseOf, expectData, hashOf } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

async function overdueLeg(caseId: string): Promise<string> {
  const read = readCase<{ deadlines: { id: string; kind: string }[] }>;
  const { deadlines } = await read(casework, caseId, 'deadlines { id kind }');
  return deadlines.find(({ kind }) => kind === 'ASSIGNMENT')!.id;
}

describe('R51 受理、交办、转办、催办、回复、统计、监管、查询', () => {
  it('R31, R80, R93 has an operation for each of the eight functions, and each step leaves its event', async () => {
    const queryCode = createQueryCode();
    const caseId = await caseOf(casework, 'mayor', { queryCodeHash: hashOf(queryCode) });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    await act(casework, cityBureau, 'issueReferral', { caseId, unit: GUANGAN });
    const { assignment } = await act(casework, cityBureau, 'issueMandate', {
      caseId,
      unit: HOUSING,
    });
    const assignmentId = assignment!.id;
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    casework.clock.set('2026-04-10T09:00:00+08:00');
    const deadlineId = await overdueLeg(caseId);
    await act(casework, cityBureau, 'urge', { deadlineId });
    await act(casework, cityOffice, 'openSupervision', { caseId });
    await act(casework, housing, 'giveFeedback', { assignmentId });
    const district: Actor = { role: 'DISTRICT_BUREAU', id: 'd', unit: GUANGAN };
    const read = readCase<{ assignments: { id: string }[] }>;
    const { assignments } = await read(casework, caseId, 'assignments { id }');
    await act(casework, district, 'receiveAssignment', { assignmentId: assignments[0]!.id });
    await act(casework, district, 'replyToPetitioner', { caseId });

    const { timeline } = await readCase<{ timeline: { act: string }[] }>(
      casework,
      caseId,
      'timeline { act }',
    );
    const acts = timeline.map((entry) => entry.act);
    const steps = [
      'CASE_ACCEPTED',
      'ASSIGNMENT_ISSUED',
      'URGED',
      'SUPERVISION_OPENED',
      'REPLY_GIVEN',
    ];
    expect(acts.filter((name) => steps.includes(name))).toEqual([
      'CASE_ACCEPTED',
      'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_ISSUED',
      'URGED',
      'SUPERVISION_OPENED',
      'REPLY_GIVEN',
    ]);
    const status = `{ caseStatus(queryCode: "${queryCode}") { timeline { act } replies { content } } }`;
    expect(expectData(await casework.ask(null, status))).toMatchObject({
      caseStatus: { replies: [{ content: '已办理' }] },
    });
    const statistics = `{ statistics(period: { kind: CALENDAR_MONTH, of: "2026-03" }) {
      figures(of: [RECEIVED]) { count } } }`;
    expect(expectData(await casework.ask(cityOffice, statistics))).toEqual({
      statistics: { figures: [{ count: 1 }] },
    });
  });
});

describe('R25 online share', () => {
  it('10 of 29 letters came online: 34.48 %', async () => {
    await using hebei = await startCasework();
    const channels = [...Array<string>(10).fill('ONLINE'), ...Array<string>(19).fill('LETTER')];
    await Promise.all(channels.map((channel) => caseOf(hebei, 'mayor', { channel })));
    const query = `{ statistics(period: { kind: CALENDAR_MONTH, of: "2026-03" }) {
      rates(of: [ONLINE_OF_RECEIVED]) { percent } } }`;
    expect(expectData(await hebei.ask(cityBureau, query))).toEqual({
      statistics: { rates: [{ percent: 34.48 }] },
    });
  });
});

describe('R70 some 40 operators', () => {
  it('of as many units work at one time, each on its own part and on nothing else', async () => {
    const { departments } = await loadProfile('subgraphs/profiles/guangan');
    const operators = departments
      .filter((department) => department.function === 'FUNCTIONAL')
      .slice(0, 40)
      .map(({ code }): Actor & { unit: string } => {
        const unit = departmentId(code);
        return { role: 'DEPARTMENT', id: `operator:${code}`, unit };
      });
    expect(operators).toHaveLength(40);
    const done = await Promise.all(
      operators.map(async (operator) => {
        const caseId = await acceptedCase(casework);
        const { unit } = operator;
        const issued = await act(casework, cityBureau, 'issueReferral', { caseId, unit });
        const assignmentId = issued.assignment!.id;
        await act(casework, operator, 'receiveAssignment', { assignmentId });
        await act(casework, operator, 'replyToPetitioner', { caseId });
        const list = '{ cases(first: 100) { totalCount edges { node { id state } } } }';
        const { cases } = expectData(
          await casework.ask<{ cases: { edges: { node: object }[] } }>(operator, list),
        );
        return { caseId, seen: cases.edges.map(({ node }) => node) };
      }),
    );
    // Housing had a part in a case before.
    for (const { caseId, seen } of done)
      expect(seen).toContainEqual({ id: caseId, state: 'REPLIED' });
    expect(done.filter(({ seen }) => seen.length > 1).length).toBeLessThanOrEqual(1);
    const own = done[0]!.caseId;
    expect(await readCase(casework, own, 'state', citizenLi)).toEqual({ state: 'REPLIED' });
  });
});
