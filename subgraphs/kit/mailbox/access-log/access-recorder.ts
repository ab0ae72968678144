import type { Actor } from '../../../../schema/contract/actor.ts';
import type { MailboxPetition } from '../petition.entity.ts';

/**
 * What somebody saw of a letter: its text; unmasked who wrote it, joined or is meant; a file that was
 * handed in with it; what was said later.
 */
export type AccessedPart = 'LETTER' | 'PETITIONER' | 'ATTACHMENT' | 'MESSAGES';

/** Of one request: each letter once, with all that was seen of it. */
export type Accesses = ReadonlyMap<string, ReadonlySet<AccessedPart>>;

/** Notes what a request shows; nothing leaves before it is written down (R96). */
export interface AccessRecorder {
  note(petition: Pick<MailboxPetition, 'id' | 'petitionerAccount'>, part: AccessedPart): void;
  /** What was noted since it was last taken. */
  take(): Accesses;
}

export function createAccessRecorder(actor: Actor): AccessRecorder {
  let noted = new Map<string, Set<AccessedPart>>();
  return {
    note: ({ id, petitionerAccount }, part) => {
      // petitioners see their own letters as often as they like
      if (actor.role === 'CITIZEN' && petitionerAccount === actor.id) return;
      const parts = noted.get(id) ?? new Set();
      noted.set(id, parts.add(part));
    },
    take: () => {
      const taken = noted;
      noted = new Map();
      return taken;
    },
  };
}
