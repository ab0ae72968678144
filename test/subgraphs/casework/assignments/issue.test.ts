import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, guangan, GUANGAN, housing, HOUSING, TRANSPORT } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, caseOf, expectData, refusal } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

async function acceptedCase(): Promise<string> {
  const caseId = await caseOf(casework, 'mayor');
  await act(casework, cityBureau, 'acceptCase', { caseId });
  return caseId;
}

describe('R53 a matter goes to a unit of the city', () => {
  it.each(['nobody', 'department:unknown', 'district:999999', 'district:51160', 'mayor'])(
    'refuses %s and names the argument',
    async (unit) => {
      const caseId = await acceptedCase();
      expect(await refusal(casework, cityBureau, 'issueReferral', { caseId, unit })).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'unit',
      });
    },
  );

  it("refuses the mailbox's own unit", async () => {
    const caseId = await caseOf(casework, HOUSING);
    const wanted = { caseId, unit: HOUSING };
    expect(await refusal(casework, cityBureau, 'issueMandate', wanted)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'unit',
    });
  });

  it('an area code is valid on its days only', async () => {
    const caseId = await acceptedCase();
    casework.clock.set('2013-01-31T09:00:00+08:00');
    const wanted = { caseId, unit: 'district:511603' };
    const early = await refusal(casework, cityBureau, 'issueReferral', wanted);
    casework.clock.set('2026-03-02T09:00:00+08:00');
    expect(early).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'unit' });
    await act(casework, cityBureau, 'issueReferral', wanted);
  });
});

describe('R19, R55 assignments', () => {
  it('the same unit has one open assignment of a case, and may get another afterwards', async () => {
    const caseId = await acceptedCase();
    const { assignment } = await act(casework, cityBureau, 'issueMandate', {
      caseId,
      unit: HOUSING,
    });
    await act(casework, cityBureau, 'issueReferral', { caseId, unit: GUANGAN });
    expect(
      await refusal(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING }),
    ).toMatchObject({ code: 'ILLEGAL_MOVE' });
    const assignmentId = assignment!.id;
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    await act(casework, housing, 'giveFeedback', { assignmentId });
    await act(casework, cityBureau, 'issueReferral', { caseId, unit: HOUSING });
    const query = 'query ($id: ID!) { case(id: $id) { handlingUnits { id } } }';
    expect(expectData(await casework.ask(guangan, query, { id: caseId }))).toEqual({
      case: { handlingUnits: [{ id: HOUSING }, { id: GUANGAN }] },
    });
  });

  it('of simultaneous identical issues one succeeds', async () => {
    const caseId = await acceptedCase();
    const refusals = await Promise.all(
      Array.from({ length: 8 }, () =>
        refusal(casework, cityBureau, 'issueReferral', { caseId, unit: TRANSPORT }),
      ),
    );
    expect(refusals.filter((refused) => refused === null)).toHaveLength(1);
  });

  it('a retry with its idempotency key gets the first assignment', async () => {
    const caseId = await acceptedCase();
    const wanted = { caseId, unit: TRANSPORT, idempotencyKey: `issue:${caseId}` };
    const results = await Promise.all(
      Array.from({ length: 8 }, () => act(casework, cityBureau, 'issueReferral', wanted)),
    );
    expect(new Set(results.map(({ assignment }) => assignment!.id)).size).toBe(1);
  });

  it('only one that was issued is received, and only one received is reported on', async () => {
    const caseId = await acceptedCase();
    const { assignment } = await act(casework, cityBureau, 'issueMandate', {
      caseId,
      unit: HOUSING,
    });
    const assignmentId = assignment!.id;
    expect(await refusal(casework, housing, 'giveFeedback', { assignmentId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      state: 'ISSUED',
      allowed: ['RECEIVE'],
    });
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    expect(await refusal(casework, housing, 'receiveAssignment', { assignmentId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      state: 'RECEIVED',
    });
  });
});

describe('R81 参阅', () => {
  it('has a clock only where feedback was asked for', async () => {
    const caseId = await acceptedCase();
    for (const [unit, asksFeedback] of [
      [HOUSING, true],
      [GUANGAN, false],
    ] as const) {
      const { assignment } = await act(casework, cityBureau, 'issueForReference', {
        caseId,
        unit,
        asksFeedback,
      });
      const handler = unit === HOUSING ? housing : guangan;
      const received = await act(casework, handler, 'receiveAssignment', {
        assignmentId: assignment!.id,
      });
      expect(received.assignment!.deadline !== null).toBe(asksFeedback);
    }
  });
});

describe('limits of texts', () => {
  it.each(['', '   ', '字'.repeat(5_001), 'a\u0000b'])(
    'an instruction cannot be %j',
    async (text) => {
      const caseId = await acceptedCase();
      expect(
        await refusal(casework, cityBureau, 'issueReferral', {
          caseId,
          unit: HOUSING,
          instruction: text,
        }),
      ).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'instruction' });
    },
  );

  it('counts characters as a reader does, and takes a reply of 20,000', async () => {
    const caseId = await acceptedCase();
    const content = '𠮷'.repeat(20_000);
    const tooLong = { caseId, content: `${content}a` };
    expect(await refusal(casework, cityBureau, 'replyToPetitioner', tooLong)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'content',
    });
    await act(casework, cityBureau, 'replyToPetitioner', { caseId, content });
  });

  it('R22 a refusal without guidance is refused, and a case declined stays so', async () => {
    const caseId = await caseOf(casework, 'mayor');
    const empty = { caseId, guidance: ' ' };
    expect(await refusal(casework, cityBureau, 'declineCase', empty)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'guidance',
    });
    await act(casework, cityBureau, 'declineCase', { caseId });
    expect(await refusal(casework, cityBureau, 'acceptCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      state: 'DECLINED',
      move: 'ACCEPT',
      allowed: [],
    });
  });
});
