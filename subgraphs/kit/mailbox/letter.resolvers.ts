import type { MailboxParts } from './create-mailbox.ts';
import { createMessageMutation } from './messages/message.resolvers.ts';
import { createModerationMutations } from './moderation/moderation.resolvers.ts';
import type { MailboxPetition } from './petition.entity.ts';
import { createPublicationMutations } from './publications/public-version.resolvers.ts';

/** What the mutations on a mailbox's letters resolve to, under whatever names its SDL has. */
export function createLetterMutations<Row extends MailboxPetition>({
  addMessage,
  moderation,
  publication,
}: MailboxParts<Row>) {
  return {
    addMessage: createMessageMutation<Row>(addMessage),
    ...createModerationMutations(moderation),
    ...createPublicationMutations(publication),
  };
}
