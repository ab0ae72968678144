import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../../schema/contract/actor.ts';
import { cityBureau, cityOffice, mailboxOf } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { caseOf, expectData } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const BUREAU = 'department:petition-bureau';
const OFFICE = 'department:government-office';

const QUERY = `{
  monthlyTimeliness(from: "2025-05-01", to: "2025-05-31") { letters answered }
  timelinessUnder(policy: "national-2022", sample: 100) { answered sample { registrationNumber } } }`;

interface Timeliness {
  monthlyTimeliness: { letters: number; answered: number }[];
  timelinessUnder: { answered: number; sample: { registrationNumber: string }[] };
}

async function countedFor(actor: Actor): Promise<number[]> {
  const { monthlyTimeliness, timelinessUnder } = expectData(
    await casework.ask<Timeliness>(actor, QUERY),
  );
  const { letters = 0, answered = 0 } = monthlyTimeliness[0] ?? {};
  return [letters, answered, timelinessUnder.answered, timelinessUnder.sample.length];
}

describe('R96 timeliness of the whole city', () => {
  it('leaves out for each of the two offices what accuses it, numbers and registration numbers alike', async () => {
    for (const accusedUnits of [[], [BUREAU], [BUREAU], [OFFICE], [BUREAU, OFFICE]])
      await caseOf(casework, 'mayor', {
        accusedUnits,
        submittedAt: '2025-05-06T09:00:00+08:00',
        history: { reply: '已办结', repliedAt: '2025-05-20T09:00:00+08:00' },
      });
    expect(await countedFor(cityBureau)).toEqual([2, 2, 2, 2]);
    expect(await countedFor(cityOffice)).toEqual([3, 3, 3, 3]);
    expect(await countedFor(mailboxOf('mayor'))).toEqual([5, 5, 5, 5]);
  });
});
