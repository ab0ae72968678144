import type { EntityManager } from '@mikro-orm/postgresql';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MailboxCommandDeps } from '../submit.commands.ts';
import { addEntry } from './moderation.commands.ts';
import { WORD_LIST_ACCOUNT } from './moderation.ts';
import { suggestGround } from './word-list.rules.ts';

/** What the petitioner is told of it. */
const REASON = '来信中的用语需经人工核实，核实后即通知办理情况。';

/**
 * R12: a new letter that has a listed word waits for a person to read it, with the words' ground as
 * a suggestion; it is registered all the same (R24).
 */
export async function holdWhereListed<Row extends MailboxPetition>(
  deps: Pick<MailboxCommandDeps<Row>, 'vault' | 'clock' | 'frame'>,
  em: EntityManager,
  petition: MailboxPetition,
  requestId: string,
): Promise<void> {
  const ground = suggestGround(deps.frame.words, `${petition.title}\n${petition.content}`);
  if (!ground) return;
  const actor = { role: 'SYSTEM', id: WORD_LIST_ACCOUNT, unit: petition.mailbox } as const;
  await addEntry(deps, em, petition, [], { act: 'HOLD', ground, reason: REASON, actor, requestId });
}
