import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { KeyRing } from '../../../../subgraphs/kit/secrecy/key-ring.ts';
import { createVault } from '../../../../subgraphs/kit/secrecy/vault.ts';
import { createTestKeys } from '../../kit/mailbox/test-keys.ts';
import { cityBureau, citizenLi } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { acceptedCase, readCase } from '../support/read-case.ts';
import { act } from '../support/story.ts';

const REPLY = '李建国同志：您反映的路灯已修复。';
const COMMENT = '办得好，我是住在东街的李建国。';

interface Texts {
  replies: { content: string }[];
  rating: { comment: string };
  importance: string;
}

async function answeredCase(casework: TestCasework): Promise<string> {
  const caseId = await acceptedCase(casework);
  await act(casework, cityBureau, 'markImportant', { caseId, reason: '李建国多次反映' });
  await act(casework, cityBureau, 'recordMeeting', { caseId, heldAt: '2026-03-02T08:00:00+08:00' });
  await act(casework, cityBureau, 'replyToPetitioner', { caseId, content: REPLY });
  await act(casework, citizenLi, 'rateCase', { caseId, comment: COMMENT });
  return caseId;
}

function textsOf(casework: TestCasework, caseId: string): Promise<Texts> {
  return readCase(casework, caseId, 'replies { content } rating { comment } importance');
}

const WRITTEN: Texts = {
  replies: [{ content: REPLY }],
  rating: { comment: COMMENT },
  importance: '李建国多次反映',
};

/** What the database holds of them. */
async function storedOf(casework: TestCasework, caseId: string): Promise<string[]> {
  const { rows } = await query<{ content: string; comment: string; importance: string }>(
    casework,
    `select content, comment, importance from "case" c
     join reply r on r.case_id = c.id join rating g on g.case_id = c.id where c.id = $1`,
    [caseId],
  );
  return rows.flatMap(({ content, comment, importance }) => [content, comment, importance]);
}

/** Until the background work is done; the test's own time limit ends a vain wait. */
async function untilSealedWith(
  casework: TestCasework,
  caseId: string,
  ring: KeyRing,
): Promise<void> {
  const { currentPrefix } = createVault(ring);
  for (;;) {
    const stored = await storedOf(casework, caseId);
    if (stored.every((text) => text.startsWith(currentPrefix))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('R96 what is written about a case', () => {
  it('stands sealed in the database and is read as it was written', async () => {
    await using casework = await startCasework();
    const caseId = await answeredCase(casework);
    expect(await textsOf(casework, caseId)).toEqual(WRITTEN);
    const { currentPrefix } = createVault(casework.personalDataKeys);
    for (const text of await storedOf(casework, caseId))
      expect(text.startsWith(currentPrefix)).toBe(true);
  });

  it('is not written again by an act that leaves it as it is', async () => {
    await using casework = await startCasework();
    const caseId = await answeredCase(casework);
    const versions = async () => (await query(casework, 'select xmin::text from reply')).rows;
    const before = await versions();
    await act(casework, cityBureau, 'concludeCase', { caseId });
    expect(await versions()).toEqual(before);
  });

  it('R92 is sealed where it is older than any key, in archived cases too, and read meanwhile', async () => {
    await using casework = await startCasework();
    const caseId = await answeredCase(casework);
    await query(casework, `update reply set content = $1`, [REPLY]);
    await query(casework, `update rating set comment = $1`, [COMMENT]);
    await query(casework, `update "case" set importance = $1, state = 'ARCHIVED'`, [
      WRITTEN.importance,
    ]);
    expect(await textsOf(casework, caseId)).toEqual(WRITTEN);
    await using replica = await casework.startReplica();
    await untilSealedWith(casework, caseId, casework.personalDataKeys);
    expect(await textsOf(replica, caseId)).toEqual(WRITTEN);
    await expect(query(casework, `update "case" set importance = ''`)).rejects.toThrow(
      'is archived',
    );
  });

  it('is sealed anew after the key was rotated, however often that is begun, so that the old may go', async () => {
    await using casework = await startCasework();
    const caseId = await answeredCase(casework);
    const ring = casework.personalDataKeys;
    const second = { ...createTestKeys('second'), index: ring.index };
    const both = { ...second, keys: new Map([...ring.keys, ...second.keys]) };
    {
      await using _begun = await casework.startReplica(both);
    }
    await using both1 = await casework.startReplica(both);
    expect(await textsOf(both1, caseId)).toEqual(WRITTEN);
    await untilSealedWith(casework, caseId, both);
    await using alone = await casework.startReplica(second);
    expect(await textsOf(alone, caseId)).toEqual(WRITTEN);
  });

  it('opens in its own column alone', async () => {
    await using casework = await startCasework();
    const caseId = await answeredCase(casework);
    await query(casework, 'update rating set comment = (select content from reply limit 1)');
    const { errors } = await casework.ask(
      cityBureau,
      'query ($id: ID!) { case(id: $id) { rating { comment } } }',
      { id: caseId },
    );
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(errors)).not.toContain('李建国');
  });
});

async function query<Row extends pg.QueryResultRow>(
  { databaseUrl }: TestCasework,
  sql: string,
  values: unknown[] = [],
): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: '-c search_path=casework',
  });
  await client.connect();
  try {
    return await client.query<Row>(sql, values);
  } finally {
    await client.end();
  }
}
