import type { Actor } from '../../../../schema/contract/actor.ts';
import { actsAsBureau, bureauUnitOf } from '../../profile/kept-from.rules.ts';
import type { Profile } from '../../profile/profile.ts';
import { accessTo } from '../access.rules.ts';
import type { MailboxPetition } from '../petition.entity.ts';
import type { MessageSide } from './message.entity.ts';

/** In whose name somebody speaks about a letter. */
export interface Speaker {
  from: MessageSide;
  unitId: string | null;
}

type Units = Profile['city']['units'];

/**
 * In whose name an account may add to a letter (R17): the petitioner's own, or a unit's that owns or
 * handles it. The supervising office reads and says nothing, unless it stands in for a bureau that the
 * letter accuses; a system has nothing to say.
 * @param units those of the city's two offices
 * @returns null where it may not
 */
export function speakerOf(actor: Actor, petition: MailboxPetition, units: Units): Speaker | null {
  if (accessTo(actor, petition, petition.handlingUnits) !== 'full') return null;
  switch (actor.role) {
    case 'CITIZEN':
      return { from: 'PETITIONER', unitId: null };
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
      return speakerOfCity(actor, petition, units);
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return { from: 'UNIT', unitId: actor.unit };
    case 'ANONYMOUS':
    case 'SYSTEM':
      return null;
  }
}

function speakerOfCity(actor: Actor, petition: MailboxPetition, units: Units): Speaker | null {
  if (!actsAsBureau(actor, petition)) return null;
  const unitId = bureauUnitOf(petition, units);
  return isOf(petition, unitId) ? { from: 'UNIT', unitId } : null;
}

/** A district's and a department's mailboxes are their own; the bureau has all others. */
function isOf({ mailbox, handlingUnits, accusedUnits }: MailboxPetition, unit: string): boolean {
  const hasOwner = mailbox.includes(':') && !accusedUnits.includes(mailbox);
  return !hasOwner || mailbox === unit || (handlingUnits ?? []).includes(unit);
}

/** Whether only casework knows if an actor has to do with a letter. */
export function needsHandlingUnits(actor: Actor, petition: MailboxPetition): boolean {
  const { mailbox, keptBy } = petition;
  if (actor.role === 'DISTRICT_BUREAU' || actor.role === 'DEPARTMENT')
    return mailbox !== actor.unit && keptBy !== actor.unit;
  return actsAsBureau(actor, petition) && mailbox.includes(':');
}
