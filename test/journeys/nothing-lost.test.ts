import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startCityHere, type CityHere } from './support/city.ts';
import { caseOf, LETTER, submitToMayor } from './support/letters.ts';

let city: CityHere;
beforeAll(async () => {
  city = await startCityHere({}, [], ['casework', 'mayor', 'districts']);
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

const EVENTS = `subscription ($units: [ID!], $after: String) {
  assignmentIssued(units: $units, after: $after) { cursor assignment { id unit { name } } }
}`;

/** A new letter on its way to a district; returns the assignment's id. */
async function issue(unit = 'district:511621'): Promise<string> {
  const bureau = await city.as('city-bureau');
  const { petitionId } = await submitToMayor(await city.as('citizen-li'));
  const id = await caseOf(bureau, petitionId);
  await bureau.ask('mutation ($id: ID!) { acceptCase(caseId: $id) { case { id } } }', { id });
  const { issueReferral } = await bureau.ask(
    'mutation ($id: ID!, $unit: ID!) { issueReferral(caseId: $id, unit: $unit) { assignment { id } } }',
    { id, unit },
  );
  return issueReferral.assignment.id as string;
}

async function restartCasework(): Promise<void> {
  await city.stack.kill('casework');
  await city.stack.start('casework');
}

describe('a live subscription survives kill -9 of casework', () => {
  it('without gap and without repeat, and a new client goes on from its cursor', async () => {
    await using board = await city.listen('city-bureau', EVENTS);
    const issued = [await issue()];
    const first = (await board.next()).assignmentIssued;
    await restartCasework();
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
    expect((await board.next()).assignmentIssued.assignment.id).toBe(live);
  });

  it('also before its first event', async () => {
    const units = ['district:511602'];
    const after = null;
    await using board = await city.listen('city-bureau', EVENTS, { units, after });
    await using witness = await city.listen('city-bureau', EVENTS, { after });
    await issue();
    // Whoever subscribed later is live, so the board is.
    await witness.next();
    await restartCasework();
    const issued = await issue('district:511602');
    expect((await board.next()).assignmentIssued.assignment.id).toBe(issued);
  });
});

describe('while the system that knows the names of districts is down', () => {
  const UNITS = 'handlingUnits { id name } custodyChain { to { id name } }';
  const NAMED = `subscription ($after: String) { assignmentIssued(after: $after) { assignment { id unit { name } case { id ${UNITS} } } } }`;
  const YUECHI = { id: 'district:511621', name: '岳池县' };
  const HOUSING = { id: 'department:housing', name: '市住房和城乡建设局' };
  const lost = (...unit: (string | number)[]) =>
    expect.objectContaining({
      path: [...unit, 'name'],
      extensions: expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' }) as unknown,
    }) as unknown;

  it('R29 events and cases arrive whole, with a null and its error for each such unit alone', async () => {
    await using board = await city.listen('city-bureau', NAMED);
    await issue();
    const before = (await board.next()).assignmentIssued.assignment;
    expect(before).toMatchObject({
      unit: { name: YUECHI.name },
      case: { handlingUnits: [YUECHI] },
    });
    await city.stack.kill('districts');
    await using _again = { [Symbol.asyncDispose]: () => city.stack.start('districts') };
    const issued = await issue();
    const { assignmentIssued, errors } = await board.next();
    expect(assignmentIssued.assignment).toMatchObject({
      ...{ id: issued, unit: null },
      case: { handlingUnits: [null], custodyChain: [{ to: expect.anything() }, { to: null }] },
    });
    const inCase = ['assignmentIssued', 'assignment', 'case'];
    expect(errors).toHaveLength(3);
    expect(errors).toEqual(
      expect.arrayContaining([
        lost('assignmentIssued', 'assignment', 'unit'),
        lost(...inCase, 'handlingUnits', 0),
        lost(...inCase, 'custodyChain', 1, 'to'),
      ]),
    );

    const bureau = await city.as('city-bureau');
    const { id } = assignmentIssued.assignment.case;
    await bureau.ask(
      'mutation ($id: ID!) { issueReferral(caseId: $id, unit: "department:housing") { assignment { id } } }',
      { id },
    );
    const seen = await bureau.send(`query ($id: ID!) { case(id: $id) { ${UNITS} } }`, { id });
    expect(seen.data.case.handlingUnits).toEqual([null, HOUSING]);
    expect(seen.errors).toEqual(
      expect.arrayContaining([
        lost('case', 'handlingUnits', 0),
        lost('case', 'custodyChain', 1, 'to'),
      ]),
    );
  });
});
