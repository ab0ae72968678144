import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cityBureau,
  citizenLi,
  GUANGAN,
  housing,
  HOUSING,
  transport,
  TRANSPORT,
} from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { profileOf } from '../deadlines/policy-profile.ts';
import { acceptedCase } from '../support/read-case.ts';
import { act, caseOf, expectData, refusal } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const BUREAU = 'department:petition-bureau';

async function given(unit: string, kind: 'issueReferral' | 'issueMandate' = 'issueMandate') {
  casework.clock.set('2026-03-02T09:00:00+08:00');
  const caseId = await caseOf(casework, 'mayor');
  await act(casework, cityBureau, 'acceptCase', { caseId });
  const { assignment } = await act(casework, cityBureau, kind, { caseId, unit, isLead: true });
  return { caseId, assignmentId: assignment!.id };
}

async function read(caseId: string, fields: string, actor = cityBureau): Promise<unknown> {
  const query = `query ($id: ID!) { case(id: $id) { ${fields} } }`;
  const answer = await casework.ask<{ case: unknown }>(actor, query, { id: caseId });
  return expectData(answer).case;
}

describe('信访工作条例 23: objection within 5 working days of receipt', () => {
  it.each([
    ['2026-03-09T23:59:59+08:00', null],
    ['2026-03-10T00:00:00+08:00', 'ILLEGAL_MOVE'],
  ])('received on 2026-03-02, at %s: %s', async (at, code) => {
    const { assignmentId } = await given(HOUSING);
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    casework.clock.set(at);
    const refused = await refusal(casework, housing, 'objectToAssignment', { assignmentId });
    expect(refused?.code ?? null).toBe(code);
  });

  it('R96: whoever gave a case back is shown it by no repeated request either', async () => {
    const { assignmentId } = await given(HOUSING);
    const receive = async (): Promise<unknown> => {
      const { data, errors } = await casework.ask<{ act: unknown }>(
        housing,
        `mutation ($assignmentId: ID!) { act: receiveAssignment(
          assignmentId: $assignmentId, idempotencyKey: "of the receipt") { assignment { id } } }`,
        { assignmentId },
      );
      return errors?.[0]?.extensions.code ?? data?.act;
    };
    const received = { assignment: { id: assignmentId } };
    expect([await receive(), await receive()]).toEqual([received, received]);
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    await act(casework, cityBureau, 'decideObjection', { assignmentId });
    expect(await receive()).toBe('NOT_FOUND');
  });

  it('needs reasons, is raised once, and is decided by the issuing bureau', async () => {
    const { assignmentId } = await given(HOUSING);
    const empty = { assignmentId, reason: ' ' };
    expect(await refusal(casework, housing, 'objectToAssignment', empty)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'reason',
    });
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    expect(await refusal(casework, housing, 'objectToAssignment', { assignmentId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      move: 'OBJECT',
      allowed: ['RECEIVE'],
    });
    const rejected = { assignmentId, isUpheld: false };
    await act(casework, cityBureau, 'decideObjection', rejected);
    expect(await refusal(casework, cityBureau, 'decideObjection', rejected)).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
    await act(casework, housing, 'receiveAssignment', { assignmentId });
  });

  it('upheld: the matter is returned, its clock ends, the unit has no part any more (R96)', async () => {
    const { caseId, assignmentId } = await given(HOUSING);
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    const decided = await act(casework, cityBureau, 'decideObjection', { assignmentId });
    expect(decided.assignment).toMatchObject({ state: 'RETURNED', case: { state: 'ACCEPTED' } });
    expect(
      await read(caseId, 'handlingUnits { id } assignments { deadline { metAt } }'),
    ).toMatchObject({
      handlingUnits: [],
      assignments: [{ deadline: { metAt: expect.any(String) } }],
    });
    expect(await read(caseId, 'id', housing)).toBeNull();
    await act(casework, cityBureau, 'issueMandate', { caseId, unit: HOUSING });
  });

  it('nor is its case shown to the unit again by an idempotency key of before (R96)', async () => {
    const { caseId, assignmentId } = await given(HOUSING, 'issueReferral');
    const receive = `mutation ($id: ID!) { receiveAssignment(assignmentId: $id, idempotencyKey: "r-${caseId}") {
      assignment { case { id timeline { act } } } } }`;
    const meet = `mutation ($id: ID!) { recordMeeting(caseId: $id, heldAt: "2026-03-02T09:00:00+08:00",
      place: "接待室", minutes: "当面答复", idempotencyKey: "m-${caseId}") { case { id meetings { minutes } } } }`;
    const codeOf = async (query: string, id: string): Promise<unknown> =>
      (await casework.ask(housing, query, { id })).errors?.[0]?.extensions.code ?? null;
    const both = async () => [await codeOf(receive, assignmentId), await codeOf(meet, caseId)];
    for (let time = 0; time < 2; time += 1) expect(await both()).toEqual([null, null]);
    expect(await read(caseId, 'meetings { place }')).toEqual({ meetings: [{ place: '接待室' }] });
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    await act(casework, cityBureau, 'decideObjection', { assignmentId });
    expect(await both()).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });

  it('what units argue about is not shown to the petitioner (R96)', async () => {
    const { caseId, assignmentId } = await given(HOUSING);
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    const fields = 'assignments { objection { reason outcome } }';
    expect(await read(caseId, fields, citizenLi)).toEqual({ assignments: [{ objection: null }] });
    expect(await read(caseId, fields)).toEqual({
      assignments: [{ objection: { reason: '不属本单位职责', outcome: 'PENDING' } }],
    });
  });
});

describe('a dispute over jurisdiction goes to the common superior', () => {
  it('who names the unit; it may not object, the other part is returned', async () => {
    const { caseId, assignmentId } = await given(HOUSING);
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    await act(casework, cityBureau, 'decideObjection', { assignmentId, isUpheld: false });
    const settled = await act(casework, cityBureau, 'settleJurisdiction', {
      caseId,
      unit: TRANSPORT,
    });
    expect(settled.assignment).toMatchObject({ state: 'ISSUED', case: { state: 'ASSIGNED' } });
    const standing = { assignmentId: settled.assignment!.id };
    expect(await refusal(casework, transport, 'objectToAssignment', standing)).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
    expect(await read(caseId, 'assignments { __typename state isLead unit { id } }')).toMatchObject(
      {
        assignments: [
          { state: 'RETURNED', isLead: false, unit: { id: HOUSING } },
          { __typename: 'Mandate', state: 'ISSUED', isLead: true, unit: { id: TRANSPORT } },
        ],
      },
    );
  });
});

describe('R29 custody chain, R19 landing', () => {
  it('tells who passed the matter to whom, returns included, in order', async () => {
    const { caseId, assignmentId } = await given(HOUSING);
    casework.clock.set('2026-03-03T09:00:00+08:00');
    await act(casework, housing, 'objectToAssignment', { assignmentId });
    await act(casework, cityBureau, 'decideObjection', { assignmentId });
    casework.clock.set('2026-03-04T09:00:00+08:00');
    const second = await act(casework, cityBureau, 'issueReferral', { caseId, unit: TRANSPORT });
    expect(await read(caseId, 'landedAt')).toEqual({ landedAt: null });
    await act(casework, transport, 'receiveAssignment', { assignmentId: second.assignment!.id });
    const fields = 'landedAt custodyChain { from { id } to { id } at isReturn }';
    expect(await read(caseId, fields)).toEqual({
      landedAt: '2026-03-04T01:00:00.000Z',
      custodyChain: [
        [null, BUREAU, '2026-03-02', false],
        [BUREAU, HOUSING, '2026-03-02', false],
        [HOUSING, BUREAU, '2026-03-03', true],
        [BUREAU, TRANSPORT, '2026-03-04', false],
      ].map(([from, to, day, isReturn]) => ({
        from: from === null ? null : { id: from },
        to: { id: to },
        at: `${String(day)}T01:00:00.000Z`,
        isReturn,
      })),
    });
  });

  it('several units with one lead: a second lead is refused', async () => {
    const { caseId } = await given(HOUSING);
    const second = { caseId, unit: GUANGAN, isLead: true };
    expect(await refusal(casework, cityBureau, 'issueReferral', second)).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
    await act(casework, cityBureau, 'issueReferral', { ...second, isLead: false });
  });
});

describe('art. 23 the days for an objection', () => {
  it.each([
    ['art. 23', 'CALENDAR_DAY', 3, '2026-03-05T23:59:59+08:00', null],
    ['art. 23', 'CALENDAR_DAY', 3, '2026-03-06T00:00:00+08:00', 'within 3 days'],
    ['art. 23', 'WORKING_DAY', 5, '2026-03-10T00:00:00+08:00', 'within 5 working days'],
  ] as const)(
    'are those of the policy: %s %s %i, at %s: %s',
    async (_rule, dayUnit, amount, at, why) => {
      const profile = await profileOf('national-2022');
      const all = profile.policies.all.map((policy) => ({
        ...policy,
        limits: policy.limits.map((limit) =>
          limit.kind === 'OBJECTION' ? { ...limit, dayUnit, amount } : limit,
        ),
      }));
      const changed = { ...profile, policies: { ...profile.policies, all } };
      await using national = await startCasework({ profile: changed });
      const caseId = await acceptedCase(national);
      const { assignment } = await act(national, cityBureau, 'issueMandate', {
        caseId,
        unit: HOUSING,
      });
      const assignmentId = assignment!.id;
      await act(national, housing, 'receiveAssignment', { assignmentId });
      national.clock.set(at);
      const refused = await refusal(national, housing, 'objectToAssignment', { assignmentId });
      if (why === null) expect(refused).toBeNull();
      else expect(refused?.message).toContain(why);
    },
  );
});
