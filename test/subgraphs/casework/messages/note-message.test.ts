import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import {
  cityBureau,
  citizenLi,
  GUANGAN,
  guangan,
  HOUSING,
  mailboxOf,
  transport,
  TRANSPORT,
} from '../support/actors.ts';
import { connectLive } from '../support/live.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { act, expectData, hashOf, petitionTo, register } from '../support/story.ts';

const CODE = 'ABCD-EFGH-JKLM-2345';
const BUREAU = 'department:petition-bureau';
const NOTE = `mutation ($note: MessageNoteInput!) { noteMessage(note: $note) { isNoted } }`;
const EVENTS = `subscription { caseEvents(acts: [MESSAGE_WAITING, MESSAGE_ANSWERED]) { act unit { id } case { id } } }`;
const TIMELINE = `query ($code: String!) { caseStatus(queryCode: $code) {
  petition { id } timeline { act unit { id } } } }`;

let casework: TestCasework;
const petition = petitionTo('mayor', { queryCodeHash: hashOf(CODE) });
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

interface Waiting {
  node: { petition: { id: string } };
}

async function note(actor: Actor | null, change: Record<string, unknown> = {}): Promise<unknown> {
  const { data, errors } = await casework.ask(actor, NOTE, {
    note: {
      petitionId: petition.petitionId,
      messageId: 'message:1',
      from: 'PETITIONER',
      sentAt: '2026-03-02T09:00:00+08:00',
      ...change,
    },
  });
  return errors?.[0]?.extensions.code ?? data;
}

describe('R17 what is said about a letter', () => {
  it('is noted once per message, with the unit that spoke, and stands under the query code', async () => {
    const mayor = mailboxOf('mayor');
    expect(await note(mayor)).toBe('NOT_FOUND');
    expectData(await register(casework, petition));
    for (let time = 0; time < 3; time += 1)
      expect(await note(mayor)).toEqual({ noteMessage: { isNoted: true } });
    await note(mayor, { messageId: 'message:2', from: 'UNIT', unitId: BUREAU });
    expect(expectData(await casework.ask(null, TIMELINE, { code: CODE }))).toEqual({
      caseStatus: {
        petition: { id: petition.petitionId },
        timeline: [
          { act: 'CASE_REGISTERED', unit: null },
          { act: 'MESSAGE_SENT', unit: null },
          { act: 'MESSAGE_SENT', unit: { id: BUREAU } },
        ],
      },
    });
  });

  it('waits for the units that own or handle the case until one of them answers, live and in no text, never for the petitioner or the accused', async () => {
    const district = petitionTo(GUANGAN, { accusedUnits: [HOUSING] });
    const { case: row } = expectData(await register(casework, district)).registerPetition;
    await act(casework, guangan, 'acceptCase', { caseId: row.id });
    const { assignment } = await act(casework, guangan, 'issueReferral', {
      caseId: row.id,
      unit: TRANSPORT,
    });
    await act(casework, transport, 'receiveAssignment', { assignmentId: assignment?.id });
    await using owner = await connectLive(casework, guangan);
    await using handler = await connectLive(casework, transport);
    for (const live of [owner, handler]) {
      live.subscribe('s', EVENTS);
      await live.nextOf('ping');
    }
    const expectTold = async (act: string): Promise<void> => {
      for (const [live, unit] of [
        [owner, GUANGAN],
        [handler, TRANSPORT],
      ] as const) {
        const { payload } = await live.nextOf('next');
        const told = { act, unit: { id: unit }, case: { id: row.id } };
        expect(payload.data).toEqual({ caseEvents: told });
      }
    };
    const say = (messageId: string, change: Record<string, unknown> = {}): Promise<unknown> =>
      note(mailboxOf(GUANGAN), { petitionId: district.petitionId, messageId, ...change });
    await say('message:9');
    await expectTold('MESSAGE_WAITING');
    await say('message:9a', { from: 'UNIT', unitId: TRANSPORT });
    await expectTold('MESSAGE_ANSWERED');
    // nobody waits any more, so that nobody is told of what else is said
    await say('message:9b', { from: 'UNIT', unitId: GUANGAN });
    await say('message:9c');
    await expectTold('MESSAGE_WAITING');
    await act(casework, transport, 'replyToPetitioner', {
      caseId: row.id,
      content: '已经处理完毕',
    });
    await expectTold('MESSAGE_ANSWERED');
    const { case: seen } = expectData(
      await casework.ask<{ case: { timeline: { act: string; unit: { id: string } | null }[] } }>(
        cityBureau,
        'query ($id: ID!) { case(id: $id) { timeline { act unit { id } } } }',
        { id: row.id },
      ),
    );
    expect(seen.timeline.slice(-6)).toEqual([
      { act: 'MESSAGE_SENT', unit: null },
      { act: 'MESSAGE_WAITING', unit: { id: GUANGAN } },
      { act: 'MESSAGE_WAITING', unit: { id: TRANSPORT } },
      { act: 'REPLY_GIVEN', unit: { id: TRANSPORT } },
      { act: 'MESSAGE_ANSWERED', unit: { id: GUANGAN } },
      { act: 'MESSAGE_ANSWERED', unit: { id: TRANSPORT } },
    ]);
  });

  it('is told to a unit that is given the case while it waits, and to no other again', async () => {
    const district = petitionTo(GUANGAN);
    const { case: row } = expectData(await register(casework, district)).registerPetition;
    await act(casework, guangan, 'acceptCase', { caseId: row.id });
    const said = { petitionId: district.petitionId, messageId: 'message:20' };
    expect(await note(mailboxOf(GUANGAN), said)).toEqual({ noteMessage: { isNoted: true } });
    // or the message from before might still be told as news
    await logIsReadable(casework);
    await using every = await connectLive(casework, cityBureau);
    every.subscribe('s', EVENTS);
    await every.nextOf('ping');
    await act(casework, guangan, 'issueReferral', { caseId: row.id, unit: TRANSPORT });
    const answer = { ...said, messageId: 'message:21', from: 'UNIT', unitId: TRANSPORT };
    expect(await note(mailboxOf(GUANGAN), answer)).toEqual({ noteMessage: { isNoted: true } });
    const told: unknown[] = [];
    for (let event = 0; event < 3; event += 1) {
      const { payload } = await every.nextOf('next');
      const { caseEvents } = payload.data as { caseEvents: { act: string; unit: { id: string } } };
      told.push([caseEvents.act, caseEvents.unit.id]);
    }
    expect(told).toEqual([
      ['MESSAGE_WAITING', TRANSPORT],
      ['MESSAGE_ANSWERED', GUANGAN],
      ['MESSAGE_ANSWERED', TRANSPORT],
    ]);
  });

  it('is found while it waits, until a unit answers by a message or a reply, and changes no archived case', async () => {
    const told = petitionTo(GUANGAN);
    const { case: row } = expectData(await register(casework, told)).registerPetition;
    const say = (messageId: string, from: string): Promise<unknown> =>
      note(mailboxOf(GUANGAN), { petitionId: told.petitionId, messageId, from });
    const waiting = async (): Promise<unknown> => {
      const answer = await casework.ask<{ cases: { edges: { node: { id: string } }[] } }>(
        guangan,
        '{ cases(filter: { hasUnansweredMessage: true }) { edges { node { id unansweredMessageAt } } } }',
      );
      return expectData(answer)
        .cases.edges.map(({ node }) => node)
        .filter(({ id }) => id === row.id);
    };
    const itWaits = [{ id: row.id, unansweredMessageAt: '2026-03-02T01:00:00.000Z' }];
    expect(await waiting()).toEqual([]);
    await say('message:10', 'PETITIONER');
    expect(await waiting()).toEqual(itWaits);
    await say('message:11', 'UNIT');
    expect(await waiting()).toEqual([]);
    await say('message:12', 'PETITIONER');
    expect(await waiting()).toEqual(itWaits);
    await act(casework, guangan, 'acceptCase', { caseId: row.id });
    await act(casework, guangan, 'replyToPetitioner', { caseId: row.id, content: '已经处理完毕' });
    expect(await waiting()).toEqual([]);
    const archived = petitionTo(GUANGAN, {
      submittedAt: '2011-05-01T09:00:00+08:00',
      history: { reply: '已办结', repliedAt: '2011-05-20T09:00:00+08:00' },
    });
    expectData(await register(casework, archived));
    const late = { petitionId: archived.petitionId, messageId: 'message:13' };
    expect(await note(mailboxOf(GUANGAN), late)).toEqual({ noteMessage: { isNoted: true } });
  });

  it('counts as of when it was sent, since one that was not told at once comes after a later one', async () => {
    const told = petitionTo(GUANGAN);
    const { case: row } = expectData(await register(casework, told)).registerPetition;
    const say = (from: string, minute: number, unitId: string | null = null): Promise<unknown> =>
      note(mailboxOf(GUANGAN), {
        petitionId: told.petitionId,
        messageId: `message:late-${minute}`,
        from,
        unitId,
        sentAt: `2026-03-02T09:${minute}:00+08:00`,
      });
    const waitsSince = async (): Promise<unknown> => {
      const query = 'query ($id: ID!) { case(id: $id) { unansweredMessageAt } }';
      const answer = await casework.ask<{ case: { unansweredMessageAt: string | null } }>(
        guangan,
        query,
        { id: row.id },
      );
      return expectData(answer).case.unansweredMessageAt;
    };
    await say('UNIT', 20, GUANGAN);
    await say('PETITIONER', 10);
    expect(await waitsSince()).toBeNull();
    await say('PETITIONER', 40);
    await say('UNIT', 30, GUANGAN);
    expect(await waitsSince()).toBe('2026-03-02T01:40:00.000Z');
    await say('PETITIONER', 35);
    expect(await waitsSince()).toBe('2026-03-02T01:40:00.000Z');
    await say('UNIT', 50, GUANGAN);
    expect(await waitsSince()).toBeNull();
  });

  it('is noted of each letter, though a mailbox names the messages of two letters alike', async () => {
    const letters = [petitionTo(GUANGAN), petitionTo(GUANGAN)];
    for (const letter of letters) {
      expectData(await register(casework, letter));
      const said = { petitionId: letter.petitionId, messageId: 'message:1' };
      expect(await note(mailboxOf(GUANGAN), said)).toEqual({ noteMessage: { isNoted: true } });
    }
    const answer = await casework.ask<{ cases: { edges: Waiting[] } }>(
      guangan,
      '{ cases(filter: { hasUnansweredMessage: true }, first: 100) { edges { node { petition { id } } } } }',
    );
    const waiting = expectData(answer).cases.edges.map(({ node }) => node.petition.id);
    expect(waiting).toEqual(expect.arrayContaining(letters.map(({ petitionId }) => petitionId)));
  });

  it('is put into the mouth of no unit without a part in the case, nor of what is no unit', async () => {
    const letter = petitionTo(GUANGAN, { queryCodeHash: hashOf('ABCD-EFGH-JKLM-2346') });
    const { case: row } = expectData(await register(casework, letter)).registerPetition;
    const say = (messageId: string, unitId: string): Promise<unknown> =>
      note(mailboxOf(GUANGAN), { petitionId: letter.petitionId, messageId, from: 'UNIT', unitId });
    for (const unit of [TRANSPORT, 'district:511621', 'the mayor himself'])
      expect(await say('message:30', unit)).toBe('BAD_USER_INPUT');
    await act(casework, guangan, 'acceptCase', { caseId: row.id });
    const { assignment } = await act(casework, guangan, 'issueReferral', {
      caseId: row.id,
      unit: TRANSPORT,
    });
    await act(casework, transport, 'receiveAssignment', { assignmentId: assignment?.id });
    await act(casework, transport, 'objectToAssignment', {
      assignmentId: assignment?.id,
      reason: '不属本单位职责',
    });
    await act(casework, guangan, 'decideObjection', {
      assignmentId: assignment?.id,
      isUpheld: true,
      note: '成立',
    });
    // what it said before it was relieved may arrive late
    expect(await say('message:31', TRANSPORT)).toEqual({ noteMessage: { isNoted: true } });
  });

  it('is told by its own mailbox alone', async () => {
    for (const actor of [cityBureau, citizenLi, mailboxOf('national')])
      expect(await note(actor, { messageId: 'message:3' })).toBe('FORBIDDEN');
    expect(await note(null, { messageId: 'message:3' })).toBe('UNAUTHENTICATED');
    const long = { messageId: 'm'.repeat(101) };
    expect(await note(mailboxOf('mayor'), long)).toBe('BAD_USER_INPUT');
  });
});
