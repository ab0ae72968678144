import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLIENT_HEADER } from '../../../../schema/contract/actor.ts';
import { createQueryCode } from '../../../../subgraphs/kit/query-codes/query-code.ts';
import { citizenLi, citizenWang, cityBureau, housing, HOUSING } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { act, caseOf, expectData, hashOf } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const CODE = 'ABCD-EFGH-JKLM-2345';
const STATUS = `query ($code: String!) { caseStatus(queryCode: $code) {
  registrationNumber mailbox type state dueOn declineGround guidance
  answerDeadline { dueOn isOverdue citation explanation extensions { ground days reason } }
  handlingUnits { id } nextStep { kind units { id } dueOn text } mayRate
  replies { content visibility unit { id } } timeline { act unit { id } } } }`;

describe('R10, R17 status by query code', () => {
  it('shows stage, trail and every reply, and nothing that passed between offices', async () => {
    const caseId = await caseOf(casework, 'mayor', { queryCodeHash: hashOf(CODE) });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const { assignment } = await act(casework, cityBureau, 'issueMandate', {
      caseId,
      unit: HOUSING,
    });
    await act(casework, housing, 'receiveAssignment', { assignmentId: assignment!.id });
    await act(casework, housing, 'giveFeedback', { assignmentId: assignment!.id });
    await act(casework, cityBureau, 'replyToPetitioner', {
      visibility: 'PRIVATE',
      caseId,
      content: '已修好',
    });
    const { caseStatus } = expectData(
      await casework.ask<{ caseStatus: { timeline: { act: string }[] } }>(null, STATUS, {
        code: CODE,
      }),
    );
    expect(caseStatus).toMatchObject({
      mailbox: 'MAYOR',
      type: 'COMPLAINT',
      state: 'REPLIED',
      dueOn: '2026-03-30',
      answerDeadline: {
        dueOn: '2026-03-30',
        isOverdue: false,
        citation: expect.any(String),
        explanation: expect.stringContaining('2026-03-30'),
      },
      replies: [
        { content: '已修好', visibility: 'PRIVATE', unit: { id: 'department:petition-bureau' } },
      ],
    });
    expect(caseStatus.timeline.map((entry) => entry.act)).toEqual([
      'CASE_REGISTERED',
      'CASE_ACCEPTED',
      'ASSIGNMENT_ISSUED',
      'ASSIGNMENT_RECEIVED',
      'REPLY_GIVEN',
    ]);
  });

  it.each(['abcdefghjklm2345', ' abcd efgh jklm 2345 ', 'ABCD_EFGH_JKLM_2345'])(
    'does not mind how the code is written: %j',
    async (code) => {
      const answer = await casework.ask<{ caseStatus: object | null }>(null, STATUS, { code });
      expect(expectData(answer).caseStatus).not.toBeNull();
    },
  );

  it('is null for an unknown code', async () => {
    const code = createQueryCode();
    expect(expectData(await casework.ask(null, STATUS, { code }))).toEqual({ caseStatus: null });
  });

  it.each(['ABCDE-FGHJK-LMNPQ', '', '査询码'])('tells that %j is mistyped', async (code) => {
    const { errors } = await casework.ask(null, STATUS, { code });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'queryCode',
    });
  });

  it('R22 a refusal shows its ground and where to turn', async () => {
    const queryCodeHash = hashOf('ZZZZ-ZZZZ-ZZZZ-2222');
    const caseId = await caseOf(casework, 'national', { queryCodeHash });
    const decline = { caseId, ground: 'STATUTORY_PROCEDURE', guidance: '请依法提起诉讼' };
    await act(casework, cityBureau, 'declineCase', decline);
    const answer = await casework.ask(null, STATUS, { code: 'ZZZZ-ZZZZ-ZZZZ-2222' });
    expect(expectData(answer)).toMatchObject({
      caseStatus: {
        state: 'DECLINED',
        nextStep: null,
        declineGround: 'STATUTORY_PROCEDURE',
        guidance: '请依法提起诉讼',
        dueOn: null,
      },
    });
  });
});

describe('R10 what comes next, under the query code', () => {
  const NEXT = 'BCDF-GHJK-LMNP-2345';
  const BUREAU = { id: 'department:petition-bureau' };
  const status = async () =>
    expectData(await casework.ask<{ caseStatus: object }>(null, STATUS, { code: NEXT })).caseStatus;

  it('names the step, whose turn it is and by when, from registration to conclusion', async () => {
    const caseId = await caseOf(casework, 'mayor', { queryCodeHash: hashOf(NEXT) });
    expect(await status()).toMatchObject({
      handlingUnits: [BUREAU],
      nextStep: { kind: 'ACCEPTANCE', units: [BUREAU], text: '正在决定是否受理。' },
      mayRate: false,
    });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const { assignment } = await act(casework, cityBureau, 'issueReferral', {
      caseId,
      unit: HOUSING,
    });
    expect(await status()).toMatchObject({
      handlingUnits: [{ id: HOUSING }],
      nextStep: { kind: 'ANSWER', units: [{ id: HOUSING }], dueOn: '2026-03-30' },
    });
    await act(casework, housing, 'receiveAssignment', { assignmentId: assignment!.id });
    await act(casework, housing, 'replyToPetitioner', { caseId, visibility: 'PUBLIC' });
    expect(await status()).toMatchObject({
      nextStep: { kind: 'CONCLUSION', units: [BUREAU], dueOn: null },
      mayRate: true,
    });
    await casework.ask(
      null,
      `mutation ($code: String!) { rateByQueryCode(queryCode: $code, satisfaction: SATISFIED) { state } }`,
      { code: NEXT },
    );
    await act(casework, cityBureau, 'concludeCase', { caseId });
    expect(await status()).toMatchObject({ nextStep: { kind: 'ARCHIVE' }, mayRate: false });
  });

  it('R58 tells what was extended, by how much and why', async () => {
    const code = 'CDFG-HJKL-MNPQ-2345';
    const caseId = await caseOf(casework, 'mayor', { queryCodeHash: hashOf(code) });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const before = expectData(
      await casework.ask<{ caseStatus: { dueOn: string } }>(null, STATUS, { code }),
    ).caseStatus.dueOn;
    const seen = await casework.ask<{ case: { deadlines: { id: string; kind: string }[] } }>(
      cityBureau,
      'query ($id: ID!) { case(id: $id) { deadlines { id kind } } }',
      { id: caseId },
    );
    const handling = expectData(seen).case.deadlines.find(({ kind }) => kind === 'HANDLING');
    const extended = await casework.ask(
      cityBureau,
      `mutation ($deadlineId: ID!) { extendDeadline(deadlineId: $deadlineId, ground: INVESTIGATION,
        days: 25, reason: "需现场勘查", reasonToldAt: "2026-03-02T01:00:00Z") { deadline { id } } }`,
      { deadlineId: handling!.id },
    );
    expectData(extended);
    const { caseStatus } = expectData(
      await casework.ask<{
        caseStatus: {
          dueOn: string;
          nextStep: { dueOn: string };
          answerDeadline: { extensions: unknown[] };
        };
      }>(null, STATUS, { code }),
    );
    expect(caseStatus.answerDeadline.extensions).toEqual([
      { ground: 'INVESTIGATION', days: 25, reason: '需现场勘查' },
    ]);
    expect(caseStatus.dueOn > before).toBe(true);
    expect(caseStatus.nextStep.dueOn).toBe(caseStatus.dueOn);
  });
});

describe('R10 status of a case by its id', () => {
  const BY_ID = `query ($id: ID, $code: String) {
    caseStatus(caseId: $id, queryCode: $code) { registrationNumber timeline { act } } }`;

  it('is told to the petitioner as by code, and to nobody who has no part in it', async () => {
    const id = await caseOf(casework, 'mayor', { petitionerAccount: citizenLi.id });
    await act(casework, cityBureau, 'acceptCase', { caseId: id });
    expect(expectData(await casework.ask(citizenLi, BY_ID, { id }))).toMatchObject({
      caseStatus: { timeline: [{ act: 'CASE_REGISTERED' }, { act: 'CASE_ACCEPTED' }] },
    });
    expect(expectData(await casework.ask(citizenWang, BY_ID, { id }))).toEqual({
      caseStatus: null,
    });
    const { errors } = await casework.ask(null, BY_ID, { id });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('shows the petitioner on the case the limit that is behind the status', async () => {
    const id = await caseOf(casework, 'mayor', { petitionerAccount: citizenLi.id });
    await act(casework, cityBureau, 'acceptCase', { caseId: id });
    const { case: own, caseStatus } = expectData(
      await casework.ask<{ case: { answerDeadline: object }; caseStatus: object }>(
        citizenLi,
        `query ($id: ID!) {
          case(id: $id) { answerDeadline { id dueOn } }
          caseStatus(caseId: $id) { answerDeadline { id dueOn } } }`,
        { id },
      ),
    );
    expect(own.answerDeadline).toMatchObject({ dueOn: expect.any(String) });
    expect(caseStatus).toEqual(own);
  });

  it.each([[{}], [{ id: 'case:x', code: CODE }]])(
    'takes exactly one of code and id: %j',
    async (given) => {
      const { errors } = await casework.ask(citizenLi, BY_ID, given);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument: 'queryCode',
      });
    },
  );
});

describe('R17 wrong query codes', () => {
  it('count together where they did not come through the gateway, whatever they say of their client', async () => {
    const tryCode = async (client: string): Promise<unknown> => {
      const response = await fetch(`${casework.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [CLIENT_HEADER]: client },
        body: JSON.stringify({ query: STATUS, variables: { code: createQueryCode() } }),
      });
      const { errors } = (await response.json()) as {
        errors?: { extensions: Record<string, unknown> }[];
      };
      return errors?.[0]?.extensions ?? null;
    };
    const answers: unknown[] = [];
    for (let tried = 0; tried < 12; tried += 1) answers.push(await tryCode(`client ${tried}`));
    expect(answers.filter((answer) => answer === null).length).toBeLessThanOrEqual(10);
    expect(answers.at(-1)).toEqual({
      code: 'RATE_LIMITED',
      limit: 'wrongQueryCodes',
      retryAfter: 600,
    });
  });
});
