import { forbidden, notFound } from '../../errors.ts';
import { checkPageSize, type Page } from '../../pages/keyset.ts';
import { hashQueryCode } from '../../query-codes/query-code.ts';
import { accessTo } from '../access.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MailboxContext } from '../petition.loaders.ts';
import type { AddMessage } from './message.commands.ts';
import type { MessageRow } from './message.entity.ts';

interface MessageArguments {
  queryCode?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}

/** Petition.messages: for those who may see who wrote, and whoever holds the query code (R17). */
export async function resolveMessages<Row extends MailboxPetition>(
  petition: Row,
  { queryCode, first, after }: MessageArguments,
  context: MailboxContext<Row>,
): Promise<Page<MessageRow>> {
  const { actor, accesses, messages } = context;
  if (queryCode) await checkCode(petition, queryCode, context);
  else if (accessTo(actor, petition, petition.handlingUnits) !== 'full')
    throw forbidden('read what was said about this letter');
  // by the code the petitioner reads, unless staff has it (R96)
  const isPetitioner = actor.role === 'ANONYMOUS' || actor.role === 'CITIZEN';
  if (!queryCode || !isPetitioner) accesses.note(petition, 'MESSAGES');
  return messages.read(petition.id, checkPageSize(first), after ?? null);
}

async function checkCode<Row extends MailboxPetition>(
  petition: Row,
  queryCode: string,
  { guesses, client }: MailboxContext<Row>,
): Promise<void> {
  const found = await guesses.attempt(client, hashQueryCode(queryCode), (hash) =>
    Promise.resolve(petition.queryCodeHash === hash ? petition : null),
  );
  if (!found) throw notFound('queryCode', 'this code');
}

/** What the mutation of a mailbox resolves to, under whatever name its SDL has. */
export function createMessageMutation<Row extends MailboxPetition>(addMessage: AddMessage) {
  type Context = Pick<MailboxContext<Row>, 'actor' | 'requestId' | 'client'>;
  return (
    _root: object,
    args: Omit<Parameters<AddMessage>[0], keyof Context>,
    { actor, requestId, client }: Context,
  ): Promise<MessageRow> => addMessage({ ...args, actor, requestId, client });
}
