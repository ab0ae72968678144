import type { Actor } from '../../../../schema/contract/actor.ts';
import { badUserInput, codedError, forbidden } from '../../errors.ts';
import { actsAsBureau } from '../../profile/kept-from.rules.ts';
import type { ModerationGround } from '../../profile/word-lists.ts';
import type { Owned } from '../access.rules.ts';
import {
  moderationState,
  type ModerationAct,
  type ModerationEntry,
  type ModerationState,
} from './moderation.ts';

export type ModerationDecision = Exclude<ModerationAct, 'APPEAL'>;

/** What follows what; an appeal is the petitioner's and comes once. */
const ALLOWED: Record<ModerationState | 'NONE', readonly ModerationAct[]> = {
  NONE: ['HOLD', 'REJECT'],
  HELD: ['RELEASE', 'REJECT'],
  RELEASED: ['HOLD', 'REJECT'],
  REJECTED: ['RELEASE', 'APPEAL'],
  APPEALED: ['RELEASE', 'REJECT'],
};

/**
 * R12: the bureau that serves a mailbox decides on its letters, the city's where that one is
 * accused, whoever stands in where that one is; an appeal is decided by the city's bureau, or
 * who stands in for it, and by somebody else than who rejected.
 * @throws FORBIDDEN · ILLEGAL_MOVE · BAD_USER_INPUT for a missing ground
 */
export function checkDecision(
  actor: Actor,
  petition: Owned,
  entries: readonly ModerationEntry[],
  { decision, ground }: { decision: ModerationDecision; ground: ModerationGround | null },
): void {
  const state = moderationState(entries);
  const isAppealed = state === 'APPEALED';
  const isServing = isAppealed ? actsAsBureau(actor, petition) : servesMailbox(actor, petition);
  if (!isServing) throw forbidden('moderate letters of this mailbox');
  checkAct(entries, decision);
  if (isAppealed && rejectedBy(entries) === actor.id)
    throw forbidden('decide on an appeal against your own rejection (R12)');
  if (decision !== 'RELEASE' && !ground)
    throw badUserInput('ground', 'one of the seven grounds', 'none');
}

/** The petitioner appeals against a rejection, once (R12). @throws ILLEGAL_MOVE */
export function checkAppeal(entries: readonly ModerationEntry[]): void {
  checkAct(entries, 'APPEAL');
}

/** Whether the petitioner may appeal now. */
export function canAppeal(entries: readonly ModerationEntry[]): boolean {
  return moderationState(entries) === 'REJECTED' && !hasAppealed(entries);
}

function checkAct(entries: readonly ModerationEntry[], act: ModerationAct): void {
  const state = moderationState(entries);
  const allowed = ALLOWED[state ?? 'NONE'].filter((one) => isStillOpen(entries, one));
  if (allowed.includes(act)) return;
  throw codedError(
    'ILLEGAL_MOVE',
    `R12: expected ${allowed.join(' or ') || 'no further act'} on this letter, but got ${act}.`,
    { state, move: act, allowed },
  );
}

/** One appeal; and what an appeal has freed stays free. */
function isStillOpen(entries: readonly ModerationEntry[], act: ModerationAct): boolean {
  if (act === 'APPEAL') return !hasAppealed(entries);
  const wasFreed = hasAppealed(entries) && moderationState(entries) === 'RELEASED';
  return act === 'RELEASE' || !wasFreed;
}

function hasAppealed(entries: readonly ModerationEntry[]): boolean {
  return entries.some(({ act }) => act === 'APPEAL');
}

function rejectedBy(entries: readonly ModerationEntry[]): string | null {
  return entries.findLast(({ act }) => act === 'REJECT')?.account ?? null;
}

function servesMailbox(actor: Actor, petition: Owned): boolean {
  const { mailbox, accusedUnits } = petition;
  const isLocal = mailbox.startsWith('district:') && !accusedUnits.includes(mailbox);
  if (actsAsBureau(actor, petition)) return !isLocal;
  return actor.role === 'DISTRICT_BUREAU' && isLocal && actor.unit === mailbox;
}
