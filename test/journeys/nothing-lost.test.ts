import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startCity, type City } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { caseOf, LETTER, submitToMayor } from './support/letters.ts';

let city: City;
beforeAll(async () => {
  city = await startCity();
});
afterAll(async () => city[Symbol.asyncDispose]());

async function countCases(petitionId: string): Promise<number> {
  const client = new Client({ connectionString: city.stack.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      'select count(*)::int as count from casework."case" where petition_id = $1',
      [petitionId],
    );
    return rows[0]!.count;
  } finally {
    await client.end();
  }
}

describe('an acknowledged letter survives kill -9', () => {
  it('of casework between submission and registration', async () => {
    await city.stack.kill('casework');
    const { petitionId, queryCode } = await submitToMayor(await city.as('citizen-li'));
    await city.stack.start('casework');
    await caseOf(await city.as('city-bureau'), petitionId);
    expect(await countCases(petitionId)).toBe(1);
    const { caseStatus } = await (
      await city.as(null)
    ).ask('query ($code: String!) { caseStatus(queryCode: $code) { state } }', { code: queryCode });
    expect(caseStatus.state).toBe('REGISTERED');
  });

  it('of the mailbox after its commit', async () => {
    await city.stack.kill('casework');
    const { petitionId } = await submitToMayor(await city.as('citizen-li'));
    await city.stack.kill('mayor');
    await city.stack.start('casework');
    expect(await countCases(petitionId)).toBe(0);
    await city.stack.start('mayor');
    await caseOf(await city.as('city-bureau'), petitionId);
    expect(await countCases(petitionId)).toBe(1);
  });

  it('of the mailbox while it delivers, again and again', async () => {
    const citizen = await city.as('citizen-wang');
    const petitionIds: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const letters = Array.from({ length: 5 }, () => submitToMayor(citizen));
      petitionIds.push(...(await Promise.all(letters)).map(({ petitionId }) => petitionId));
      await city.stack.kill('mayor');
      await city.stack.start('mayor');
    }
    const bureau = await city.as('city-bureau');
    for (const petitionId of petitionIds) {
      await caseOf(bureau, petitionId);
      expect(await countCases(petitionId)).toBe(1);
    }
  });

  it('and a retry with the same key gets the same code, other content is refused', async () => {
    const citizen = await city.as('citizen-li');
    const first = await submitToMayor(citizen, LETTER, 'retry-1');
    expect(await submitToMayor(citizen, LETTER, 'retry-1')).toEqual(first);
    await expect(
      submitToMayor(citizen, { ...LETTER, title: '另一封信' }, 'retry-1'),
    ).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('a live subscription survives kill -9 of casework', () => {
  it('without gap and without repeat, and a new client goes on from its cursor', async () => {
    const bureau = await city.as('city-bureau');
    const issue = async (): Promise<string> => {
      const { petitionId } = await submitToMayor(await city.as('citizen-li'));
      const caseId = await caseOf(bureau, petitionId);
      await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', {
        id: caseId,
      });
      const { issueReferral } = await bureau.ask(
        `mutation ($id: ID!) {
          issueReferral(caseId: $id, unit: "district:511621") { assignment { id } }
        }`,
        { id: caseId },
      );
      return issueReferral.assignment.id as string;
    };
    const EVENTS = `subscription ($after: String) {
      assignmentIssued(after: $after) { cursor assignment { id unit { name } } }
    }`;
    await using board = await city.listen('city-bureau', EVENTS);
    const issued = [await issue()];
    const first = (await board.next()).assignmentIssued;
    await city.stack.kill('casework');
    await city.stack.start('casework');
    issued.push(await issue(), await issue());
    const seen = [first.assignment.id];
    for (let left = 2; left > 0; left -= 1)
      seen.push((await board.next()).assignmentIssued.assignment.id);
    expect(seen).toEqual(issued);

    await using later = await city.listen('city-bureau', EVENTS, { after: first.cursor });
    const replayed = [await later.next(), await later.next()];
    expect(replayed.map(({ assignmentIssued }) => assignmentIssued.assignment.id)).toEqual(
      issued.slice(1),
    );
    const live = await issue();
    expect((await later.next()).assignmentIssued.assignment.id).toBe(live);
    expect((await eventually(() => board.next())).assignmentIssued.assignment.id).toBe(live);
  });
});
