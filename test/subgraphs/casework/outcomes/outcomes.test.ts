import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { eventually } from '../../../journeys/support/eventually.ts';
import { toOutcomeCursor } from '../../../../subgraphs/casework/outcomes/outcome.rules.ts';
import { openWriter } from '../events/event-writer.ts';
import { cityBureau, citizenLi, mailboxOf } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { logIsReadable } from '../support/readable-log.ts';
import { act, caseOf, expectData } from '../support/story.ts';

const NATIONAL = mailboxOf('national');
const READ = `query ($after: String, $first: Int! = 100) {
  caseOutcomes(after: $after, first: $first) {
    cursor hasMore
    outcomes { id petitionId act registrationNumber repeatOf declineGround replies { content } }
  }
}`;

interface Page {
  cursor: string;
  hasMore: boolean;
  outcomes: Record<string, unknown>[];
}

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => casework[Symbol.asyncDispose]());

async function read(after: string | null, first = 100, actor: Actor = NATIONAL): Promise<Page> {
  const answer = await casework.ask<{ caseOutcomes: Page }>(actor, READ, { after, first });
  return expectData(answer).caseOutcomes;
}

/** Other transactions on the server may hold the newest back for a while. */
async function readOn(
  cursor: string,
  count: number,
  first = 100,
): Promise<{ told: Page['outcomes']; end: string }> {
  const told: Page['outcomes'] = [];
  let end = cursor;
  await eventually(async () => {
    const page = await read(end, first);
    told.push(...page.outcomes);
    end = page.cursor;
    return told.length >= count;
  });
  return { told, end };
}

async function codeOf(actor: Actor | null, after: string | null = null): Promise<unknown> {
  return (await casework.ask(actor, READ, { after })).errors?.[0]?.extensions.code;
}

async function concluded(visibility: 'PUBLIC' | 'PRIVATE', fingerprint: string): Promise<string> {
  const caseId = await caseOf(casework, 'national', { contentFingerprint: fingerprint });
  await act(casework, cityBureau, 'acceptCase', { caseId });
  await act(casework, cityBureau, 'replyToPetitioner', { caseId, content: '补发', visibility });
  if (visibility === 'PRIVATE') await act(casework, cityBureau, 'recordContact', { caseId });
  await act(casework, cityBureau, 'concludeCase', { caseId });
  return caseId;
}

describe('what became of the letters of a mailbox', () => {
  it('R40 R66 is told once and in order, page by page; a reply goes on as far as it is public', async () => {
    const { cursor } = await read(null);
    await caseOf(casework, 'mayor', { contentFingerprint: 'aaaaaaaaaaaaaaaa' });
    await concluded('PUBLIC', '00000000000000ff');
    await concluded('PRIVATE', 'ffffffff00000000');
    const declined = await caseOf(casework, 'national', { contentFingerprint: '00ff00ff00ff00ff' });
    await act(casework, cityBureau, 'declineCase', { caseId: declined });

    const { told, end } = await readOn(cursor, 6, 2);
    expect(told.map((outcome) => outcome.act)).toEqual([
      'REGISTERED',
      'CONCLUDED',
      'REGISTERED',
      'CONCLUDED',
      'REGISTERED',
      'DECLINED',
    ]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(6);
    expect(told.map(({ replies }) => replies)).toEqual([
      [],
      [{ content: '补发' }],
      [],
      [{ content: null }],
      [],
      [],
    ]);
    await logIsReadable(casework);
    expect(told[5]).toMatchObject({ declineGround: 'OUT_OF_SCOPE', repeatOf: null });
    expect((await read(end)).outcomes).toEqual([]);
    expect((await read(cursor)).outcomes).toEqual(told);
  });

  it('R40 never goes back to before its cursor, whatever else is still being written', async () => {
    await using older = await openWriter(casework.databaseUrl);
    await older.begin();
    await older.write();
    await caseOf(casework, 'national');
    const after = toOutcomeCursor(await older.lastPosition());
    expect(await read(after)).toMatchObject({ outcomes: [], cursor: after });
    const declined = await caseOf(casework, 'national');
    await act(casework, cityBureau, 'declineCase', { caseId: declined });
    await older.commit();
    const { told } = await readOn(after, 2);
    expect(told.map((outcome) => outcome.act)).toEqual(['REGISTERED', 'DECLINED']);
  });

  it('R37 names the first registration of a repeat', async () => {
    await logIsReadable(casework);
    const { cursor } = await read(null);
    for (const _ of [1, 2])
      await caseOf(casework, 'national', { contentFingerprint: '1234123412341234' });
    const [first, repeat] = (await readOn(cursor, 2)).told;
    expect(first?.repeatOf).toBeNull();
    expect(repeat?.repeatOf).toBe(first?.registrationNumber);
  });

  it('R96 is for that mailbox alone', async () => {
    await caseOf(casework, 'national');
    expect((await read(null, 100, mailboxOf('department:housing'))).outcomes).toEqual([]);
    expect((await read(null, 100, mailboxOf('nation'))).outcomes).toEqual([]);
    expect(await codeOf(cityBureau)).toBe('FORBIDDEN');
    expect(await codeOf(citizenLi)).toBe('FORBIDDEN');
    expect(await codeOf(null)).toBe('UNAUTHENTICATED');
  });

  it('refuses a cursor that it did not make, or that is ahead of the log', async () => {
    const ahead = Buffer.from(JSON.stringify(['case-outcomes', '999999999999', '1'])).toString(
      'base64url',
    );
    for (const cursor of ['x', ahead])
      expect(await codeOf(NATIONAL, cursor)).toBe('CURSOR_INVALID');
  });
});
