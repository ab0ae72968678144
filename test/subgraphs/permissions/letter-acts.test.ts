import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { letterInput, openMailbox, type MailboxWorld } from '../kit/mailbox/mailbox-world.ts';
import { LETTER_ACTS } from './letter-acts.ts';
import { CREATE_MAILBOX } from './mailbox-acts.ts';
import { actorOf, verdictsOf, type Who } from './verdicts.ts';

type LetterActs = (typeof LETTER_ACTS)[string];

interface Letter {
  letter: string;
  code: string;
}

/** Hands a letter in and brings it to where the act is due. */
async function prepared(
  world: MailboxWorld,
  { prefix, submitted, handledBy }: LetterActs,
  { before }: LetterActs['rows'][number],
): Promise<Letter> {
  const ask = async (who: Who, mutation: string, variables: object): Promise<unknown> => {
    const { data, errors } = await world.ask(actorOf(who, prefix), mutation, { ...variables });
    expect([who, mutation, errors]).toEqual([who, mutation, undefined]);
    return data;
  };
  const given = { letter: letterInput(), number: randomUUID() };
  const { receipt } = (await ask(submitted.by, submitted.mutation, given)) as {
    receipt: { queryCode: string; petition: { id: string } };
  };
  const letter = { letter: receipt.petition.id, code: receipt.queryCode };
  world.casework.handlingUnits.set(letter.letter, [handledBy]);
  // Named as its letter; still on its way, so that nobody but the state refuses to send it again.
  await world.read(
    `insert into notice (id, petition_id, kind, occasion, medium, template_version, state, queued_at)
     values ('${letter.letter}', '${letter.letter}', 'ACCEPTED', '', 'SMS', 1, 'QUEUED', now())`,
  );
  for (const [who, mutation] of before) await ask(who, mutation, letter);
  return letter;
}

describe('R12, R17, R65, R66, R67 every act on a letter, by everybody', () => {
  it.each(Object.entries(CREATE_MAILBOX))('%s', async (schema, create) => {
    const acts = LETTER_ACTS[schema]!;
    await using world = await openMailbox(create, { schema, prefix: acts.prefix });
    for (const row of acts.rows) {
      const untouched = await prepared(world, acts, row);
      for (const [who, code] of verdictsOf(row.verdicts)) {
        const letter = code === null ? await prepared(world, acts, row) : untouched;
        const { errors } = await world.ask(actorOf(who, acts.prefix), row.mutation, { ...letter });
        const named = [row.act, row.how, who];
        expect([...named, errors?.[0]?.extensions.code ?? null]).toEqual([...named, code]);
      }
    }
  });
});
