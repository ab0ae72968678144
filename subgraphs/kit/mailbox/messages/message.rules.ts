import type { Actor } from '../../../../schema/contract/actor.ts';
import { accessTo } from '../access.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MessageSide } from './message.entity.ts';

/** In whose name somebody speaks about a letter. */
export interface Speaker {
  from: MessageSide;
  unitId: string | null;
}

/**
 * In whose name an account may add to a letter (R17): the petitioner's own, or a unit's that owns or
 * handles it. The supervising office reads and says nothing; a system has nothing to say.
 * @param bureau unit id of the city's petition bureau
 * @returns null where it may not
 */
export function speakerOf(actor: Actor, petition: MailboxPetition, bureau: string): Speaker | null {
  if (accessTo(actor, petition, petition.handlingUnits) !== 'full') return null;
  switch (actor.role) {
    case 'CITIZEN':
      return { from: 'PETITIONER', unitId: null };
    case 'CITY_BUREAU':
      return isOf(petition, bureau) ? { from: 'UNIT', unitId: bureau } : null;
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return { from: 'UNIT', unitId: actor.unit };
    case 'ANONYMOUS':
    case 'CITY_OFFICE':
    case 'SYSTEM':
      return null;
  }
}

/** A district's and a department's mailboxes are their own; the bureau has all others. */
function isOf({ mailbox, handlingUnits }: MailboxPetition, bureau: string): boolean {
  return !mailbox.includes(':') || mailbox === bureau || (handlingUnits ?? []).includes(bureau);
}

/** Whether only casework knows if an actor has to do with a letter. */
export function needsHandlingUnits({ role, unit }: Actor, { mailbox }: MailboxPetition): boolean {
  if (role === 'CITY_BUREAU') return mailbox.includes(':');
  return (role === 'DISTRICT_BUREAU' || role === 'DEPARTMENT') && mailbox !== unit;
}
