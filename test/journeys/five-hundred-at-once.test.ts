import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startCity, type City } from './support/city.ts';
import { eventually } from './support/eventually.ts';
import { LETTER, submitToMayor, type Submitted } from './support/letters.ts';

const LETTERS = 500;

let city: City;
let database: Client;
beforeAll(async () => {
  city = await startCity();
  database = new Client({ connectionString: city.stack.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await city[Symbol.asyncDispose]();
});

async function count(statement: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(statement);
  return rows[0]!.count;
}

/** Sends one letter twice at once and, whatever came back, once more. */
async function submitWithRetries(index: number): Promise<Submitted[]> {
  const citizen = await city.as(index % 2 === 0 ? 'citizen-li' : 'citizen-wang');
  const letter = { ...LETTER, title: `${LETTER.title} ${index}` };
  const submit = () => submitToMayor(citizen, letter, `at-once-${index}`);
  const both = await Promise.all([submit(), submit()]);
  return [...both, await submit()];
}

describe('R23, R24 500 letters at once, each sent three times, while casework dies and comes back', () => {
  it('are as many petitions as keys, each with one code, and every one registered', async () => {
    await city.stack.kill('casework');
    const submitted = Array.from({ length: LETTERS }, (_, index) => submitWithRetries(index));
    await Promise.race(submitted);
    await city.stack.start('casework');
    await city.stack.kill('casework');
    await city.stack.start('casework');
    const receipts = await Promise.all(submitted);

    for (const answers of receipts)
      expect(new Set(answers.map(({ queryCode }) => queryCode)).size).toBe(1);
    const ids = new Set(receipts.flat().map(({ petitionId }) => petitionId));
    expect(ids.size).toBe(LETTERS);
    expect(await count('select count(*)::int as count from mayor.petition')).toBe(LETTERS);

    await eventually(async () => {
      const waiting = 'select count(*)::int as count from mayor.outbox where delivered_at is null';
      return (await count(waiting)) === 0 ? true : undefined;
    });
    expect(await count('select count(*)::int as count from casework."case"')).toBe(LETTERS);
    const numbers = 'select count(distinct registration_number)::int as count from casework."case"';
    expect(await count(numbers)).toBe(LETTERS);
  });
});
