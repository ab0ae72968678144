import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cityBureau, guangan, GUANGAN, HOUSING } from '../support/actors.ts';
import { startCasework, type TestCasework } from '../support/casework.ts';
import { expectData, petitionTo, register } from '../support/story.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => {
  await casework[Symbol.asyncDispose]();
});

const CASE = 'query ($id: ID!) { case(id: $id) { state mailboxUnit { id } } }';
const ACCEPT = 'mutation ($id: ID!) { acceptCase(caseId: $id) { case { state } } }';
const MANDATE = `mutation ($id: ID!, $unit: ID!) {
  issueMandate(caseId: $id, unit: $unit) { assignment { id } } }`;

async function registered(place: string, accusedUnits: string[]): Promise<string> {
  const receipt = expectData(await register(casework, petitionTo(place, { accusedUnits })));
  return receipt.registerPetition.case.id;
}

async function refusalOf(id: string, unit: string): Promise<unknown> {
  const { errors } = await casework.ask(cityBureau, MANDATE, { id, unit });
  return errors?.[0]?.extensions;
}

describe('R96 a unit that is accused', () => {
  it('does not see the case although the letter came to its own mailbox; the city handles it', async () => {
    const id = await registered(GUANGAN, [GUANGAN]);
    expect(await casework.ask(guangan, CASE, { id })).toMatchObject({
      data: { case: null },
    });
    expect(expectData(await casework.ask(cityBureau, CASE, { id }))).toEqual({
      case: { state: 'REGISTERED', mailboxUnit: null },
    });
    expectData(await casework.ask(cityBureau, ACCEPT, { id }));
    expect(await refusalOf(id, GUANGAN)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'unit',
    });
    expectData(await casework.ask(cityBureau, MANDATE, { id, unit: HOUSING }));
    expect(await casework.ask(guangan, CASE, { id })).toMatchObject({
      data: { case: null },
    });
  });

  it('does not get its accepted matter at once, as a department otherwise does (R6)', async () => {
    const id = await registered(HOUSING, [HOUSING]);
    const { case: row } = expectData(
      await casework.ask<{ case: { state: string } }>(cityBureau, CASE, { id }),
    );
    expect(row.state).toBe('REGISTERED');
  });

  it('of another mailbox cannot be given the case', async () => {
    const id = await registered('mayor', [HOUSING]);
    expectData(await casework.ask(cityBureau, ACCEPT, { id }));
    expect(await refusalOf(id, HOUSING)).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'unit',
    });
  });
});
