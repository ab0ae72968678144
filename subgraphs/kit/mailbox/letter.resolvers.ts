import type { MailboxParts } from './create-mailbox.ts';
import { createMessageMutation } from './messages/message.resolvers.ts';
import { createModerationMutations } from './moderation/moderation.resolvers.ts';
import { createResendMutation } from './notices/notice.resolvers.ts';
import type { MailboxPetition } from './petition.entity.ts';
import { createPublicationMutations } from './publications/public-version.resolvers.ts';

/** What the mutations on a mailbox's letters resolve to, under whatever names its SDL has. */
export function createLetterMutations<Row extends MailboxPetition>({
  addMessage,
  moderation,
  publication,
  resendNotice,
}: MailboxParts<Row>) {
  return {
    addMessage: createMessageMutation<Row>(addMessage),
    resendNotice: createResendMutation<Row>(resendNotice),
    ...createModerationMutations(moderation),
    ...createPublicationMutations(publication),
  };
}
