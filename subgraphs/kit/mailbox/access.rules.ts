import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden, unauthenticated } from '../errors.ts';
import { isKeptFrom } from '../profile/kept-from.rules.ts';
import type { MailboxPetition } from './petition.entity.ts';

/** `full`: letter and writer; `letter`: the text, the writer masked; `none`: neither. */
export type Access = 'full' | 'letter' | 'none';

/** What of a letter decides who has to do with it. */
export type Owned = Pick<
  MailboxPetition,
  'mailbox' | 'petitionerAccount' | 'accusedUnits' | 'keptFrom' | 'keptBy'
>;

/**
 * What an actor may read of a letter. Whoever has a duty in the case, and the petitioner, read all;
 * the mailbox's own system reads the letter, since no system needs to know who wrote it. A unit that
 * the letter accuses reads nothing, whatever its duty, the city's own two offices included
 * (《信访工作条例》, art. 46).
 * @param handlingUnits units with an assignment; null or absent while casework does not know the letter
 */
export function accessTo(
  actor: Actor,
  petition: Owned,
  handlingUnits: readonly string[] | null | undefined,
): Access {
  switch (actor.role) {
    case 'ANONYMOUS':
      return 'none';
    case 'CITIZEN':
      return isOwn(actor, petition) ? 'full' : 'none';
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
      return isAccused(actor, petition) ? 'none' : 'full';
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      if (isAccused(actor, petition)) return 'none';
      return serves(actor, unitsOf(petition, handlingUnits)) ? 'full' : 'none';
    case 'SYSTEM':
      return speaksFor(actor, petition.mailbox) ? 'letter' : 'none';
  }
}

/**
 * Whether an actor may learn that a letter exists (R8). Units may, since who handles it is known to
 * casework alone; what they read of it is decided by `accessTo`.
 */
export function mayKnowOf(actor: Actor, petition: Owned): boolean {
  if (isUnit(actor)) return !isAccused(actor, petition);
  return accessTo(actor, petition, null) !== 'none';
}

/** Whether an actor serves a unit that the letter accuses: to them there is no such letter. */
export function isAccused(actor: Actor, letter: Pick<Owned, 'accusedUnits' | 'keptFrom'>): boolean {
  return isKeptFrom(actor.role, letter) || (isUnit(actor) && serves(actor, letter.accusedUnits));
}

/**
 * How an actor may hand in a letter: their own, somebody else's as the mailbox's staff (R47), or
 * not at all. What comes from above is taken over, never written by citizens.
 */
export function filingOf(actor: Actor, mailbox: string): 'OWN' | 'ASSISTED' | null {
  switch (actor.role) {
    case 'ANONYMOUS':
    case 'CITY_OFFICE':
      return null;
    case 'CITIZEN':
      return mailbox === 'national' ? null : 'OWN';
    case 'CITY_BUREAU':
      return mailbox.startsWith('district:') ? null : 'ASSISTED';
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return serves(actor, [mailbox]) ? 'ASSISTED' : null;
    case 'SYSTEM':
      return mailbox === 'national' && speaksFor(actor, mailbox) ? 'ASSISTED' : null;
  }
}

/** @throws UNAUTHENTICATED, FORBIDDEN */
export function checkFiling(actor: Actor, mailbox: string): 'OWN' | 'ASSISTED' {
  if (actor.role === 'ANONYMOUS') throw unauthenticated();
  const filing = filingOf(actor, mailbox);
  if (!filing) throw forbidden('hand in letters to this mailbox');
  return filing;
}

/** Whether an actor may load a mailbox's past. */
export function mayImport(actor: Actor, mailbox: string): boolean {
  switch (actor.role) {
    case 'ANONYMOUS':
    case 'CITIZEN':
    case 'CITY_OFFICE':
      return false;
    case 'CITY_BUREAU':
      return true;
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return serves(actor, [mailbox]);
    case 'SYSTEM':
      return speaksFor(actor, mailbox);
  }
}

/**
 * Whether an actor is of the staff that answers for a mailbox: a district's and a department's own,
 * the city's bureau for all but the districts' and for what accuses their owners.
 */
export function ownsMailbox(
  actor: Actor,
  { mailbox, accusedUnits }: Pick<Owned, 'mailbox' | 'accusedUnits'>,
): boolean {
  const isLocal = mailbox.startsWith('district:') && !accusedUnits.includes(mailbox);
  if (actor.role === 'CITY_BUREAU') return !isLocal;
  return isUnit(actor) && actor.unit === mailbox && !accusedUnits.includes(mailbox);
}

/** Its mailbox, whoever has it instead of the city's offices, and those that casework has given it to. */
function unitsOf(
  { mailbox, keptBy }: Owned,
  handlingUnits: readonly string[] | null | undefined,
): string[] {
  return [mailbox, ...(keptBy ? [keptBy] : []), ...(handlingUnits ?? [])];
}

function isUnit({ role }: Actor): boolean {
  return role === 'DISTRICT_BUREAU' || role === 'DEPARTMENT';
}

function isOwn(actor: Actor, petition: Owned): boolean {
  return actor.id !== '' && petition.petitionerAccount === actor.id;
}

function serves(actor: Actor, units: readonly string[]): boolean {
  return actor.unit !== null && units.includes(actor.unit);
}

/** A system speaks for the ids that begin with its unit. */
function speaksFor(actor: Actor, mailbox: string): boolean {
  return actor.unit !== null && `${mailbox}:`.startsWith(`${actor.unit}:`);
}
