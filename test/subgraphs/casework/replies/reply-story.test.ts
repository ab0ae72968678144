import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cityBureau,
  citizenLi,
  guangan,
  GUANGAN,
  housing,
  HOUSING,
  transport,
  TRANSPORT,
} from '../support/actors.ts';
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

async function issued(
  kind: 'issueReferral' | 'issueMandate' | 'issueForReference',
  caseId: string,
  unit: string,
): Promise<string> {
  const result = await act(casework, cityBureau, kind, { caseId, unit });
  return result.assignment!.id;
}

async function deadlinesOf(caseId: string): Promise<{ kind: string; metAt: string | null }[]> {
  const query = 'query ($id: ID!) { case(id: $id) { deadlines { kind rule dueOn metAt } } }';
  const answer = await casework.ask<{
    case: { deadlines: { kind: string; metAt: string | null }[] };
  }>(cityBureau, query, { id: caseId });
  return expectData(answer).case.deadlines;
}

describe('R62 转送: the handler replies', () => {
  it('after receipt, which completes the referral, answers the case and stops both clocks', async () => {
    const caseId = await acceptedCase();
    const assignmentId = await issued('issueReferral', caseId, GUANGAN);

    const early = await refusal(casework, guangan, 'replyToPetitioner', { caseId });
    expect(early).toMatchObject({ code: 'ILLEGAL_MOVE', move: 'REPLY', allowed: ['RECEIVE'] });

    const received = await act(casework, guangan, 'receiveAssignment', { assignmentId });
    expect(received.assignment).toMatchObject({
      state: 'RECEIVED',
      deadline: { rule: 'R57', dueOn: '2026-03-30', metAt: null },
    });
    const replied = await act(casework, guangan, 'replyToPetitioner', { caseId });
    expect(replied).toMatchObject({ reply: { unit: { id: GUANGAN } }, case: { state: 'REPLIED' } });
    expect((await deadlinesOf(caseId)).every(({ metAt }) => metAt !== null)).toBe(true);

    const again = await refusal(casework, guangan, 'replyToPetitioner', { caseId });
    expect(again).toMatchObject({ code: 'ILLEGAL_MOVE' });
    const concluded = await act(casework, cityBureau, 'concludeCase', { caseId });
    expect(concluded.case).toMatchObject({ state: 'CONCLUDED' });
  });

  it('the bureau does not reply in its place, and the handler gives no feedback instead', async () => {
    const caseId = await acceptedCase();
    const assignmentId = await issued('issueReferral', caseId, HOUSING);
    expect(await refusal(casework, cityBureau, 'replyToPetitioner', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    expect(await refusal(casework, housing, 'giveFeedback', { assignmentId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
      allowed: ['REPLY'],
    });
  });
});

describe('R64 交办: the handler reports, the bureau replies', () => {
  it("refuses the handler's direct reply and the bureau's early one", async () => {
    const caseId = await acceptedCase();
    const assignmentId = await issued('issueMandate', caseId, HOUSING);
    await act(casework, housing, 'receiveAssignment', { assignmentId });
    const direct = await refusal(casework, housing, 'replyToPetitioner', { caseId });
    expect(direct?.code).toBe('FORBIDDEN');
    expect(direct?.message).toContain('giveFeedback');
    expect(await refusal(casework, cityBureau, 'replyToPetitioner', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });

    const reported = await act(casework, housing, 'giveFeedback', { assignmentId });
    expect(reported.assignment).toMatchObject({ state: 'COMPLETED', case: { state: 'ASSIGNED' } });
    expect(await refusal(casework, housing, 'replyToPetitioner', { caseId })).toMatchObject({
      code: 'FORBIDDEN',
    });
    const replied = await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    expect(replied).toMatchObject({
      reply: { unit: { id: 'department:petition-bureau' } },
      case: { state: 'REPLIED' },
    });
  });

  it.each([
    ['the referral first', [transport, cityBureau]],
    ['the mandate first', [cityBureau, transport]],
  ])(
    'with a referral beside it the case is answered only when both parts are: %s',
    async (_order, [first, second]) => {
      const caseId = await acceptedCase();
      const mandate = await issued('issueMandate', caseId, HOUSING);
      const referral = await issued('issueReferral', caseId, TRANSPORT);
      await act(casework, transport, 'receiveAssignment', { assignmentId: referral });
      await act(casework, housing, 'receiveAssignment', { assignmentId: mandate });
      await act(casework, housing, 'giveFeedback', { assignmentId: mandate });
      const part = await act(casework, first!, 'replyToPetitioner', { caseId });
      expect(part.case?.state).toBe('ASSIGNED');
      const whole = await act(casework, second!, 'replyToPetitioner', { caseId });
      expect(whole.case?.state).toBe('REPLIED');
    },
  );
});

describe('R65 local mailboxes: their owner replies', () => {
  it('a department answers and concludes what came to its own mailbox', async () => {
    const caseId = await caseOf(casework, HOUSING);
    expect(await refusal(casework, transport, 'replyToPetitioner', { caseId })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const replied = await act(casework, housing, 'replyToPetitioner', { caseId });
    expect(replied).toMatchObject({ reply: { unit: { id: HOUSING } }, case: { state: 'REPLIED' } });
    await act(casework, housing, 'concludeCase', { caseId });
  });

  it('a district bureau serves its own mailbox; the city bureau only reads it (R67)', async () => {
    const caseId = await caseOf(casework, GUANGAN);
    expect(await refusal(casework, cityBureau, 'acceptCase', { caseId })).toMatchObject({
      code: 'FORBIDDEN',
    });
    await act(casework, guangan, 'acceptCase', { caseId });
    await act(casework, guangan, 'replyToPetitioner', { caseId });
    await act(casework, guangan, 'concludeCase', { caseId });
  });
});

describe('R79 immediate reply', () => {
  it('the bureau replies at once where nothing is assigned; a 参阅 does not count (R81)', async () => {
    const caseId = await acceptedCase();
    const assignmentId = await issued('issueForReference', caseId, HOUSING);
    expect(await refusal(casework, housing, 'replyToPetitioner', { caseId })).toMatchObject({
      code: 'FORBIDDEN',
    });
    const replied = await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    expect(replied.case?.state).toBe('REPLIED');
    await act(casework, housing, 'receiveAssignment', { assignmentId });
  });
});

describe('R66 visibility', () => {
  it('a private reply is visible to its petitioner, without what passed between offices', async () => {
    const caseId = await acceptedCase();
    const { assignment } = await act(casework, cityBureau, 'issueMandate', {
      caseId,
      unit: HOUSING,
      instruction: '请核实',
    });
    await act(casework, housing, 'receiveAssignment', { assignmentId: assignment!.id });
    await act(casework, housing, 'giveFeedback', { assignmentId: assignment!.id });
    await act(casework, cityBureau, 'replyToPetitioner', { caseId, content: ' 已修好 ' });
    const query = `query ($id: ID!) { case(id: $id) {
      replies { content } assignments { __typename instruction feedback } } }`;
    expect(expectData(await casework.ask(citizenLi, query, { id: caseId }))).toEqual({
      case: {
        replies: [{ content: '已修好' }],
        assignments: [{ __typename: 'Mandate', instruction: null, feedback: null }],
      },
    });
    expect(expectData(await casework.ask(housing, query, { id: caseId }))).toMatchObject({
      case: { assignments: [{ instruction: '请核实', feedback: '已核实' }] },
    });
  });
});

describe('a retry with the same idempotency key', () => {
  it.each([
    ['has a NUL', 'reply\u0000'],
    ['is longer than a key of an index', randomBytes(4_000).toString('hex')],
  ])('is refused where the key %s', async (_fault, idempotencyKey) => {
    const reply = { caseId: await acceptedCase(), idempotencyKey };
    expect(await refusal(casework, cityBureau, 'replyToPetitioner', reply)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'idempotencyKey',
    });
  });

  it('is answered by the first reply and adds none', async () => {
    const caseId = await acceptedCase();
    const reply = { caseId, idempotencyKey: 'reply-1' };
    const first = await act(casework, cityBureau, 'replyToPetitioner', reply);
    const second = await act(casework, cityBureau, 'replyToPetitioner', reply);
    expect(second.reply?.id).toBe(first.reply?.id);
    const other = { ...reply, content: '别的内容' };
    expect(await refusal(casework, cityBureau, 'replyToPetitioner', other)).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });
});
