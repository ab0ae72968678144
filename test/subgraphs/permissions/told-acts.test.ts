import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../schema/contract/actor.ts';
import { HOUSING, mailboxOf } from '../casework/support/actors.ts';
import { startCasework, type TestCasework } from '../casework/support/casework.ts';
import { expectData, petitionTo, register } from '../casework/support/story.ts';
import { TOLD_ACTS, TOLD_VERDICTS } from './told-acts.ts';
import { actorOf, verdictsOf } from './verdicts.ts';

let casework: TestCasework;
beforeAll(async () => {
  casework = await startCasework();
});
afterAll(async () => casework[Symbol.asyncDispose]());

describe('R12, R17, R66, R67, R75 what mailboxes tell casework, by everybody', () => {
  it.each(TOLD_ACTS)('$act', async ({ mutation, variables, toStranger }) => {
    const petition = petitionTo(HOUSING);
    expectData(await register(casework, petition));
    const ask = async (actor: Actor | null): Promise<unknown> => {
      const { errors } = await casework.ask(actor, mutation, variables(petition.petitionId));
      return errors?.[0]?.extensions.code ?? null;
    };
    // a name that begins alike is another mailbox
    for (const other of ['mayor', 'department:transport', 'department:hous', ''])
      expect([other, await ask(mailboxOf(other))]).toEqual([other, toStranger]);
    for (const [who, code] of verdictsOf(TOLD_VERDICTS))
      expect([who, await ask(actorOf(who, HOUSING))]).toEqual([who, code]);
  });
});
