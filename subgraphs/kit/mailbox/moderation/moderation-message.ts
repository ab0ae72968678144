import type { NewMessage } from '../../outbox/append.ts';
import type { Person, StoredPetition } from '../petition.entity.ts';
import { maskPersonal } from '../mask-text.rules.ts';
import { moderationState, type ModerationEntry } from './moderation.ts';

/** Outbox topic of what became of a letter by moderation. */
export const MODERATION_TOPIC = 'petition.moderated';

interface ModerationPayload {
  requestId: string;
  moderation: Record<string, unknown>;
}

/** In whatever order messages come, the newest revision counts at casework. */
export const MODERATION_MUTATION = `mutation RecordModeration($moderation: RecordModerationInput!) {
  recordModeration(moderation: $moderation) { revision }
}`;

/** What casework learns of the last entry: of an appeal not what the petitioner says. */
export function moderationMessage(
  petition: Pick<StoredPetition, 'id' | 'jointSignatories'> & {
    petitioner: Person;
    beneficiary: Person | null;
  },
  entries: readonly ModerationEntry[],
  requestId: string,
): NewMessage {
  const last = entries.at(-1);
  if (!last) throw new Error('expected at least one entry');
  const payload: ModerationPayload = {
    requestId,
    moderation: {
      petitionId: petition.id,
      revision: last.revision,
      state: moderationState(entries),
      ground: last.ground,
      reason: last.act === 'APPEAL' ? null : maskPersonal(petition, last.reason),
      at: last.at.toISOString(),
    },
  };
  return { topic: MODERATION_TOPIC, payload };
}
