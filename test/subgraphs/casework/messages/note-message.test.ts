import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau, citizenLi, HOUSING, mailboxOf } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { expectData, hashOf, petitionTo, register } from '../support/story.ts';

const CODE = 'ABCD-EFGH-JKLM-2345';
const NOTE = `mutation ($note: MessageNoteInput!) { noteMessage(note: $note) { isNoted } }`;
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
    await note(mayor, { messageId: 'message:2', from: 'UNIT', unitId: HOUSING });
    expect(expectData(await casework.ask(null, TIMELINE, { code: CODE }))).toEqual({
      caseStatus: {
        petition: { id: petition.petitionId },
        timeline: [
          { act: 'CASE_REGISTERED', unit: null },
          { act: 'MESSAGE_SENT', unit: null },
          { act: 'MESSAGE_SENT', unit: { id: HOUSING } },
        ],
      },
    });
  });

  it('is told by its own mailbox alone', async () => {
    for (const actor of [cityBureau, citizenLi, mailboxOf('national')])
      expect(await note(actor, { messageId: 'message:3' })).toBe('FORBIDDEN');
    expect(await note(null, { messageId: 'message:3' })).toBe('UNAUTHENTICATED');
    const long = { messageId: 'm'.repeat(101) };
    expect(await note(mailboxOf('mayor'), long)).toBe('BAD_USER_INPUT');
  });
});
