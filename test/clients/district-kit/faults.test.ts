import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_CASES } from '../../../clients/district-kit/check/all-cases.ts';
import { FAULTS } from './support/faults.ts';
import {
  startFaultyStarters,
  type FaultyStarters,
} from './support/faulty-starters/faulty-starters.ts';

/** Those whose cases neither wait nor restart; `faults.long.test.ts` plants every one. */
const QUICK = [
  'letters to any district are taken',
  'an unknown letter is an error of the list',
  'a page begins with the last letter of the one before',
  'a refusal repeats what was written',
  'titles are tidied up',
  'a key is everybody’s',
  'a token is read, not verified',
  'a mailbox may speak for the city',
  'only the phone is masked',
  'who handles a letter is not looked at',
  'who joined is told to everybody',
  'an accused unit sees what it was given',
  'a registration tells the title',
  'a query code is made by chance alone',
];

const caughtBy = (name: string): readonly string[] => {
  const fault = FAULTS[name];
  if (!fault) throw new Error(`expected the name of a fault, got "${name}"`);
  return fault.caughtBy;
};
const CASES = ALL_CASES.filter(({ id }) => QUICK.some((name) => caughtBy(name).includes(id)));

describe('R13 the district check names each of ten planted faults and more', () => {
  let starters: FaultyStarters;
  beforeAll(async () => {
    starters = await startFaultyStarters(QUICK);
  });
  afterAll(async () => starters[Symbol.asyncDispose]());

  it.each(QUICK)('%s', async (name) => {
    expect(await starters.failedBy(name, CASES)).toEqual(
      CASES.map(({ id }) => id).filter((id) => caughtBy(name).includes(id)),
    );
  });
});
