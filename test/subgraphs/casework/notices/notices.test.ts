import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { toDueCursor } from '../../../../subgraphs/casework/notices/notice.rules.ts';
import { openWriter } from '../events/event-writer.ts';
import { cityBureau, cityOffice, citizenLi, housing, mailboxOf } from '../support/actors.ts';
import { startCasework, type Answer, type TestCasework } from '../support/casework.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { act, caseOf, expectData, petitionTo, register } from '../support/story.ts';
import { profileOf } from '../deadlines/policy-profile.ts';

interface DuePage {
  cursor: string;
  hasMore: boolean;
  notices: {
    id: string;
    petitionId: string;
    kind: string;
    registrationNumber: string;
    at: string;
  }[];
}

function askDue(
  casework: TestCasework,
  actor: Actor | null,
  page: { after?: string | null; first?: number } = {},
): Promise<Answer<{ noticesDue: DuePage }>> {
  return casework.ask(
    actor,
    `query ($after: String, $first: Int! = 100) { noticesDue(after: $after, first: $first) {
      cursor hasMore notices { id petitionId kind registrationNumber at }
    } }`,
    page,
  );
}

async function dueFor(casework: TestCasework, place: string, after: string | null, first = 100) {
  return expectData(await askDue(casework, mailboxOf(place), { after, first })).noticesDue;
}

async function report(
  casework: TestCasework,
  actor: Actor | null,
  changes: Record<string, unknown>,
): Promise<boolean | string> {
  const answer = await casework.ask<{ reportNotice: { isRecorded: boolean } }>(
    actor,
    `mutation ($petitionId: ID!, $kind: NoticeKind!, $outcome: NoticeOutcome!, $at: DateTime!) {
      reportNotice(petitionId: $petitionId, kind: $kind, outcome: $outcome, at: $at) { isRecorded }
    }`,
    { kind: 'RECEIPT', outcome: 'DELIVERED', at: '2016-10-08T01:00:00Z', ...changes },
  );
  return answer.data?.reportNotice.isRecorded ?? String(answer.errors?.[0]?.extensions.code);
}

describe('what petitioners should be told', () => {
  it('R18, R22, R62, R87: is told their mailbox once, in order, page by page, and no other mailbox', async () => {
    await using casework = await startCasework();
    const { cursor: start } = await dueFor(casework, 'mayor', null);
    const caseId = await caseOf(casework, 'mayor');
    const declined = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    await act(casework, cityBureau, 'declineCase', { caseId: declined });
    await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    expect((await dueFor(casework, 'national', start)).notices).toEqual([]);
    // the third as well, so that the first page has more behind it
    await logIsReadable(casework);
    const first = await dueFor(casework, 'mayor', start, 2);
    expect(first.notices.map(({ kind }) => kind)).toEqual(['ACCEPTED', 'DECLINED']);
    expect(first).toMatchObject({ hasMore: true });
    const second = await dueFor(casework, 'mayor', first.cursor, 1);
    expect(second.notices.map(({ kind }) => kind)).toEqual(['REPLIED']);
    expect((await dueFor(casework, 'mayor', second.cursor)).notices).toEqual([]);
    const [accepted] = first.notices;
    expect(accepted?.petitionId).toMatch(/^mayor:/);
    expect(accepted?.registrationNumber).toMatch(/^GA-2026-/);
  });

  it('R17: that a unit has left a message, not that the petitioner has', async () => {
    await using casework = await startCasework();
    const { cursor: start } = await dueFor(casework, 'mayor', null);
    const petition = petitionTo('mayor');
    expectData(await register(casework, petition));
    const notes = [
      { from: 'PETITIONER' },
      { from: 'UNIT', unitId: 'department:petition-bureau' },
      { from: 'PETITIONER' },
    ];
    for (const [index, note] of notes.entries()) {
      const messageId = `message:${index}`;
      const { petitionId } = petition;
      const sentAt = '2026-03-02T09:00:00+08:00';
      const noted = await casework.ask(
        mailboxOf('mayor'),
        'mutation ($note: MessageNoteInput!) { noteMessage(note: $note) { isNoted } }',
        { note: { petitionId, messageId, sentAt, ...note } },
      );
      expect(noted.errors).toBeUndefined();
    }
    await logIsReadable(casework);
    const { notices } = await dueFor(casework, 'mayor', start);
    expect(notices).toMatchObject([{ kind: 'MESSAGED', petitionId: petition.petitionId }]);
  });

  it('is what happens from now on for a mailbox that asks for the first time', async () => {
    await using casework = await startCasework();
    const caseId = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    expect((await dueFor(casework, 'mayor', null)).notices).toEqual([]);
  });

  it('never goes back to before its cursor, whatever else is still being written', async () => {
    await using casework = await startCasework();
    await using older = await openWriter(casework.databaseUrl);
    await older.begin();
    await older.write();
    const caseId = await caseOf(casework, 'mayor');
    await act(casework, cityBureau, 'acceptCase', { caseId });
    const told = await older.lastPosition();
    const after = toDueCursor(told);
    expect(await dueFor(casework, 'mayor', after)).toMatchObject({ notices: [], cursor: after });
    await act(casework, cityBureau, 'replyToPetitioner', { caseId });
    await older.commit();
    await logIsReadable(casework);
    const { notices } = await dueFor(casework, 'mayor', after);
    expect(notices.map(({ kind }) => kind)).toEqual(['REPLIED']);
  });

  it('R67: is nobody’s but a mailbox’s', async () => {
    await using casework = await startCasework();
    for (const actor of [cityBureau, cityOffice, housing, citizenLi])
      expect((await askDue(casework, actor)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await askDue(casework, null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const { errors } = await askDue(casework, mailboxOf('mayor'), { after: 'elsewhere' });
    expect(errors?.[0]?.extensions.code).toBe('CURSOR_INVALID');
  });
});

describe('what became of a notice', () => {
  it('R76: a delivered receipt meets its deadline, once, and never after now', async () => {
    await using casework = await startCasework({ profile: await profileOf('hangzhou-2016') });
    casework.clock.set('2016-09-30T09:00:00+08:00');
    const petition = petitionTo('mayor', { channel: 'SMS' });
    const { petitionId } = petition;
    const mayor = mailboxOf('mayor');
    expect(await report(casework, mayor, { petitionId })).toBe('NOT_FOUND');
    const { id } = expectData(await register(casework, petition)).registerPetition.case;
    expect(await report(casework, mailboxOf('national'), { petitionId })).toBe('NOT_FOUND');
    expect(await report(casework, cityBureau, { petitionId })).toBe('FORBIDDEN');
    expect(await report(casework, null, { petitionId })).toBe('UNAUTHENTICATED');
    expect(await report(casework, mayor, { petitionId, kind: 'ACCEPTED' })).toBe(false);
    expect(await report(casework, mayor, { petitionId })).toBe(true);
    expect(await report(casework, mayor, { petitionId })).toBe(false);
    const answer = await casework.ask<{
      case: { deadlines: unknown[]; timeline: { act: string }[] };
    }>(
      cityBureau,
      'query ($id: ID!) { case(id: $id) { deadlines { kind metAt } timeline { act } } }',
      { id },
    );
    const { deadlines, timeline } = expectData(answer).case;
    expect(deadlines).toContainEqual({ kind: 'RECEIPT_NOTICE', metAt: '2016-09-30T01:00:00.000Z' });
    expect(timeline.filter(({ act: done }) => done === 'RECEIPT_NOTIFIED')).toHaveLength(1);
  });

  it('R76: a failed one stands in the worklist until the petitioner is told otherwise', async () => {
    await using casework = await startCasework();
    const petition = petitionTo('mayor');
    const { petitionId } = petition;
    const { id: caseId } = expectData(await register(casework, petition)).registerPetition.case;
    await caseOf(casework, 'mayor');
    const worklist = async (actor: Actor): Promise<string[]> => {
      const query = '{ cases(filter: { hasFailedNotice: true }) { edges { node { id } } } }';
      const { cases } = expectData(
        await casework.ask<{ cases: { edges: { node: { id: string } }[] } }>(actor, query),
      );
      return cases.edges.map(({ node }) => node.id);
    };
    expect(await worklist(cityBureau)).toEqual([]);
    const failed = { petitionId, kind: 'REPLIED', outcome: 'FAILED' };
    expect(await report(casework, mailboxOf('mayor'), failed)).toBe(true);
    expect(await report(casework, mailboxOf('mayor'), failed)).toBe(false);
    expect(await worklist(cityBureau)).toEqual([caseId]);
    expect(await worklist(housing)).toEqual([]);
    const { errors } = await casework.ask(
      cityBureau,
      'mutation ($caseId: ID!) { notifyReceipt(caseId: $caseId) { case { id } } }',
      { caseId },
    );
    expect(errors).toBeUndefined();
    expect(await worklist(cityBureau)).toEqual([]);
  });

  it('R92: changes nothing of an archived case, and is taken all the same', async () => {
    await using casework = await startCasework();
    const mayor = mailboxOf('mayor');
    const archived = async (outcome: string): Promise<{ petitionId: string }> => {
      casework.clock.set('2026-03-02T09:00:00+08:00');
      const { petitionId, ...letter } = petitionTo('mayor');
      const petition = { ...letter, petitionId };
      const { id: caseId } = expectData(await register(casework, petition)).registerPetition.case;
      await act(casework, cityBureau, 'acceptCase', { caseId });
      await act(casework, cityBureau, 'replyToPetitioner', { caseId });
      await report(casework, mayor, { petitionId, kind: 'REPLIED', outcome });
      await act(casework, cityBureau, 'concludeCase', { caseId });
      casework.clock.set('2026-05-06T09:00:00+08:00');
      await act(casework, cityBureau, 'archiveCase', { caseId });
      return { petitionId };
    };
    const told = await archived('DELIVERED');
    const untold = await archived('FAILED');
    expect(await report(casework, mayor, { ...told, kind: 'REPLIED', outcome: 'FAILED' })).toBe(
      false,
    );
    expect(await report(casework, mayor, { ...untold, kind: 'REPLIED' })).toBe(false);
    const list = '{ cases(filter: { hasFailedNotice: true }) { totalCount } }';
    expect((await casework.ask(cityBureau, list)).data).toEqual({ cases: { totalCount: 0 } });
    expect(await report(casework, mayor, untold)).toBe(false);
  });
});
