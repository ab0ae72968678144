import { describe, expect, it } from '@jest/globals';
import { historicalLetter, letterInput, openMailbox } from '../kit/mailbox/mailbox-world.ts';
import { CREATE_MAILBOX, MAILBOX_ACTS } from './mailbox-acts.ts';
import { actorOf, verdictsOf } from './verdicts.ts';

const FILE = { fileName: '路灯.pdf', contentType: 'application/pdf', bytes: 1_000 };

describe('R8, R47, R67, R96 every mutation of a mailbox, by everybody', () => {
  it.each(Object.entries(CREATE_MAILBOX))('%s', async (schema, create) => {
    const { prefix, rows } = MAILBOX_ACTS[schema]!;
    await using world = await openMailbox(create, { schema, prefix });
    const variables = { letter: letterInput(), letters: [historicalLetter()], file: FILE };
    for (const { act, mutation, verdicts } of rows)
      for (const [who, code] of verdictsOf(verdicts)) {
        const { errors } = await world.ask(actorOf(who, prefix), mutation, variables);
        expect([act, who, errors?.[0]?.extensions.code ?? null]).toEqual([act, who, code]);
      }
  });
});
