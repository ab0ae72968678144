import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../journeys/support/eventually.ts';
import { cityBureau, citizenLi, mailboxOf } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { readCase } from '../support/read-case.ts';
import { act, expectData, hashOf, petitionTo, refusal, register } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => casework[Symbol.asyncDispose]());

const RECORD = `mutation ($moderation: RecordModerationInput!) {
  recordModeration(moderation: $moderation) { revision } }`;
const FIELDS = `state declineGround guidance moderation { state ground reason }
  availableActions deadlines { kind metAt } timeline { act }`;

interface Seen {
  state: string;
  declineGround: string | null;
  guidance: string | null;
  moderation: { state: string; ground: string | null; reason: string | null } | null;
  availableActions: string[];
  deadlines: { kind: string; metAt: string | null }[];
  timeline: { act: string }[];
}

async function tell(
  petitionId: string,
  revision: number,
  state: string,
  more: Record<string, unknown> = {},
): Promise<number> {
  const at = '2026-03-02T09:00:00+08:00';
  const answer = await casework.ask<{ recordModeration: { revision: number } }>(
    mailboxOf(petitionId.slice(0, petitionId.lastIndexOf(':'))),
    RECORD,
    { moderation: { petitionId, revision, state, at, ground: 'OBSCENE', reason: '用语', ...more } },
  );
  return expectData(answer).recordModeration.revision;
}

async function registered(petition = petitionTo('mayor')): Promise<string> {
  return expectData(await register(casework, petition)).registerPetition.case.id;
}

const seen = (caseId: string) => readCase<Seen>(casework, caseId, FIELDS);

describe('R12 a case whose letter is in question', () => {
  it('R12 R24 waits while it is held: registered, numbered, and nothing can be done', async () => {
    const petition = petitionTo('mayor');
    const caseId = await registered(petition);
    expect((await seen(caseId)).availableActions).toContain('ACCEPT_CASE');
    await tell(petition.petitionId, 1, 'HELD');
    const held = await seen(caseId);
    expect(held).toMatchObject({ state: 'REGISTERED', moderation: { state: 'HELD' } });
    expect(held.availableActions).toEqual([]);
    expect(await refusal(casework, cityBureau, 'acceptCase', { caseId })).toMatchObject({
      code: 'ILLEGAL_MOVE',
    });
    await tell(petition.petitionId, 2, 'RELEASED', { ground: null });
    await act(casework, cityBureau, 'acceptCase', { caseId });
    expect((await seen(caseId)).timeline.map((entry) => entry.act)).toEqual([
      'CASE_REGISTERED',
      'LETTER_HELD',
      'LETTER_RELEASED',
      'CASE_ACCEPTED',
    ]);
  });

  it('R12 R52 is declined as invalid by a rejection, and as it was after an appeal', async () => {
    const petition = petitionTo('mayor');
    const caseId = await registered(petition);
    await tell(petition.petitionId, 1, 'REJECTED', { reason: '内容淫秽' });
    const rejected = await seen(caseId);
    expect(rejected).toMatchObject({
      state: 'DECLINED',
      declineGround: 'INVALID',
      guidance: '内容淫秽',
      moderation: { state: 'REJECTED', ground: 'OBSCENE', reason: '内容淫秽' },
    });
    expect(rejected.deadlines.filter(({ metAt }) => metAt === null)).toEqual([]);
    await tell(petition.petitionId, 2, 'APPEALED', { reason: null });
    expect((await seen(caseId)).state).toBe('DECLINED');
    await tell(petition.petitionId, 3, 'RELEASED', { ground: null });
    expect(await seen(caseId)).toMatchObject({
      state: 'REGISTERED',
      declineGround: null,
      guidance: null,
    });
    await act(casework, cityBureau, 'acceptCase', { caseId });
  });

  it('R12 takes messages in any order, before the registration too: the newest counts', async () => {
    const petition = petitionTo('mayor');
    expect(await tell(petition.petitionId, 2, 'REJECTED')).toBe(2);
    expect(await tell(petition.petitionId, 1, 'HELD')).toBe(2);
    const caseId = await registered(petition);
    expect(await seen(caseId)).toMatchObject({ state: 'DECLINED', declineGround: 'INVALID' });
    expect(await tell(petition.petitionId, 2, 'REJECTED')).toBe(2);
    expect(
      (await seen(caseId)).timeline.filter(({ act: name }) => name === 'LETTER_REJECTED'),
    ).toHaveLength(1);
  });

  it('R12 R6 a department’s own matter is handled again after a release, with a limit that starts anew', async () => {
    const petition = petitionTo('department:housing');
    const caseId = await registered(petition);
    const handling = async () =>
      (await seen(caseId)).deadlines.filter(({ kind }) => kind === 'HANDLING');
    expect(await handling()).toEqual([{ kind: 'HANDLING', metAt: null }]);
    await tell(petition.petitionId, 1, 'REJECTED');
    expect((await handling()).filter(({ metAt }) => metAt === null)).toEqual([]);
    await tell(petition.petitionId, 2, 'RELEASED', { ground: null });
    expect((await seen(caseId)).state).toBe('ACCEPTED');
    expect((await handling()).filter(({ metAt }) => metAt === null)).toHaveLength(1);
  });

  it('R12 the petitioner is to be told of what was held or rejected', async () => {
    const petition = petitionTo('mayor');
    await registered(petition);
    const due = async (after: string | null) =>
      expectData(
        await casework.ask<{ noticesDue: { cursor: string; notices: { petitionId: string }[] } }>(
          mailboxOf('mayor'),
          'query ($after: String) { noticesDue(after: $after) { cursor notices { petitionId kind } } }',
          { after },
        ),
      ).noticesDue;
    const { cursor } = await due(null);
    await tell(petition.petitionId, 1, 'HELD');
    await tell(petition.petitionId, 2, 'RELEASED', { ground: null });
    await tell(petition.petitionId, 3, 'REJECTED');
    const told = { petitionId: petition.petitionId, kind: 'MODERATED' };
    // a transaction anywhere on the server delays what the log shows
    const notices = await eventually(async () => {
      const page = await due(cursor);
      const own = page.notices.filter(({ petitionId }) => petitionId === petition.petitionId);
      return own.length > 1 && own;
    });
    expect(notices).toEqual([told, told]);
  });

  it('R12 what a unit already handles goes on', async () => {
    const petition = petitionTo('mayor');
    const caseId = await registered(petition);
    await act(casework, cityBureau, 'acceptCase', { caseId });
    await act(casework, cityBureau, 'issueReferral', { caseId, unit: 'department:housing' });
    await tell(petition.petitionId, 1, 'REJECTED');
    expect(await seen(caseId)).toMatchObject({
      state: 'ASSIGNED',
      moderation: { state: 'REJECTED' },
    });
  });

  it('R12 R17 tells whoever holds the query code, and names the letter to appeal for', async () => {
    const code = 'MNPQ-RSTU-VWXY-2345';
    const petition = petitionTo('mayor', { queryCodeHash: hashOf(code) });
    await registered(petition);
    await tell(petition.petitionId, 1, 'REJECTED', { reason: '内容淫秽' });
    const answer = await casework.ask(
      null,
      `query ($code: String!) { caseStatus(queryCode: $code) {
        petitionId state guidance moderation { state ground reason } timeline { act } } }`,
      { code },
    );
    expect(expectData(answer)).toEqual({
      caseStatus: {
        petitionId: petition.petitionId,
        state: 'DECLINED',
        guidance: '内容淫秽',
        moderation: { state: 'REJECTED', ground: 'OBSCENE', reason: '内容淫秽' },
        timeline: [{ act: 'CASE_REGISTERED' }, { act: 'LETTER_REJECTED' }],
      },
    });
  });

  it('R12 lists the held ones for staff', async () => {
    const petition = petitionTo('mayor');
    const caseId = await registered(petition);
    await tell(petition.petitionId, 1, 'HELD');
    const answer = await casework.ask<{ cases: { edges: { node: { id: string } }[] } }>(
      cityBureau,
      '{ cases(filter: { moderation: [HELD] }) { edges { node { id } } } }',
    );
    expect(expectData(answer).cases.edges).toEqual([{ node: { id: caseId } }]);
  });

  it('is told by the mailbox of the letter alone', async () => {
    const { petitionId } = petitionTo('mayor');
    const at = '2026-03-02T09:00:00+08:00';
    const moderation = { petitionId, revision: 1, state: 'HELD', at };
    for (const [actor, code] of [
      [null, 'UNAUTHENTICATED'],
      [cityBureau, 'FORBIDDEN'],
      [citizenLi, 'FORBIDDEN'],
      [mailboxOf('national'), 'FORBIDDEN'],
    ] as const) {
      const { errors } = await casework.ask(actor, RECORD, { moderation });
      expect(errors?.[0]?.extensions.code).toBe(code);
    }
  });
});
