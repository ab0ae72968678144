import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden } from '../../kit/errors.ts';
import { actsAsBureau, isKeptFrom } from '../../kit/profile/kept-from.rules.ts';
import type { CaseRow } from './case.entity.ts';

/** What decides who has a part in a case. */
export type CaseFacts = Pick<
  CaseRow,
  'mailbox' | 'mailboxUnit' | 'petitionerAccount' | 'handlingUnits' | 'keptFrom' | 'keptBy'
>;

/** Whether the actor may know of the case at all; case.scope.ts says the same in SQL. */
export function maySee(actor: Actor, facts: CaseFacts): boolean {
  switch (actor.role) {
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
      return !isKeptFrom(actor.role, facts);
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return ownsMailbox(actor, facts) || facts.handlingUnits.some((unit) => unit === actor.unit);
    case 'CITIZEN':
      return actor.id !== '' && facts.petitionerAccount === actor.id;
    case 'SYSTEM':
    case 'ANONYMOUS':
      return false;
  }
}

/** Instruction and feedback pass between offices; the petitioner gets the reply. */
export function maySeeInternals(actor: Actor): boolean {
  switch (actor.role) {
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return true;
    case 'CITIZEN':
    case 'SYSTEM':
    case 'ANONYMOUS':
      return false;
  }
}

/**
 * R67: the city bureau serves every mailbox but the districts', a district bureau its own; what
 * accuses a district's bureau has no owner, so it is the city bureau's; what accuses that one is
 * somebody else's, see kept-from.rules.ts of the kit.
 * The bureau of a case accepts, declines, assigns, replies and concludes.
 */
export function isBureauOf(actor: Actor, facts: CaseFacts): boolean {
  const isOfTheCity = facts.mailbox !== 'DISTRICT' || facts.mailboxUnit === null;
  if (actsAsBureau(actor, facts)) return isOfTheCity;
  return (
    actor.role === 'DISTRICT_BUREAU' && facts.mailbox === 'DISTRICT' && ownsMailbox(actor, facts)
  );
}

/** R65: a department answers and concludes what came to its own mailbox. */
export function isOwningDepartment(actor: Actor, facts: CaseFacts): boolean {
  return actor.role === 'DEPARTMENT' && facts.mailbox === 'DEPARTMENT' && ownsMailbox(actor, facts);
}

/** Whether the actor acts for the unit that an assignment went to. */
export function isHandler(actor: Actor, unitId: string): boolean {
  return (actor.role === 'DISTRICT_BUREAU' || actor.role === 'DEPARTMENT') && actor.unit === unitId;
}

/** @throws FORBIDDEN unless the actor is the case's bureau (R67) */
export function requireBureau(actor: Actor, facts: CaseFacts, act: string): void {
  if (!isBureauOf(actor, facts)) throw forbidden(act);
}

/** @throws FORBIDDEN unless the actor is the case's bureau or owning department (R65, R67) */
export function requireOwner(actor: Actor, facts: CaseFacts, act: string): void {
  if (!isBureauOf(actor, facts) && !isOwningDepartment(actor, facts)) throw forbidden(act);
}

/** @throws FORBIDDEN unless the actor answers for the case or has a part in handling it */
export function requireWorker(actor: Actor, facts: CaseFacts, act: string): void {
  const isHandling = facts.handlingUnits.some((unit) => isHandler(actor, unit));
  if (!isHandling) requireOwner(actor, facts, act);
}

function ownsMailbox(actor: Actor, facts: CaseFacts): boolean {
  return actor.unit !== null && facts.mailboxUnit === actor.unit;
}
