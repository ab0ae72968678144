import { describe, expect, it } from '@jest/globals';
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import { openMailbox } from '../kit/mailbox/mailbox-world.ts';
import { PETITIONER_ACTS, REGISTER } from './petitioner-acts.ts';
import { actorOf, verdictsOf, type Who } from './verdicts.ts';

function passportOf(who: Who): string {
  return `${who.toUpperCase()}1234567`;
}

describe('R1, R7, R8, R67 every act at the registration office, by everybody', () => {
  it.each(PETITIONER_ACTS)('$act', async ({ mutation, registered, verdicts }) => {
    await using mayor = await openMailbox(createMayor, { schema: 'mayor', prefix: 'mayor' });
    const ask = async (who: Who, query: string): Promise<unknown> => {
      const variables = { passport: passportOf(who) };
      const { errors } = await mayor.ask(actorOf(who, 'mayor'), query, variables);
      return errors?.[0]?.extensions.code ?? null;
    };
    for (const who of registered) expect(await ask(who, REGISTER)).toBeNull();
    for (const [who, code] of verdictsOf(verdicts))
      expect([who, await ask(who, mutation)]).toEqual([who, code]);
  });
});
