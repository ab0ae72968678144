import { badUserInput } from '../../kit/errors.ts';
import { petitionTypename } from '../../../schema/contract/ids.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { illegalMove } from '../cases/case.rules.ts';
import type { CaseEventInput } from '../events/event-log.commands.ts';
import type { ModerationState, RecordModerationInput } from '../generated/resolver-types.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import type { ModerationRow } from './moderation.store.ts';

type Moderated = Pick<ModerationRow, 'state'> | null;

/** Until the answer is given, a case waits while its letter is held or under appeal. */
const WAITING_STATES: readonly CaseRow['state'][] = ['REGISTERED', 'ACCEPTED', 'ASSIGNED'];

/** What the log says of each state. */
export const ACT_OF_STATE: Record<ModerationState, CaseEventInput['act']> = {
  HELD: 'LETTER_HELD',
  RELEASED: 'LETTER_RELEASED',
  REJECTED: 'LETTER_REJECTED',
  APPEALED: 'REJECTION_APPEALED',
};

export function isWaiting(state: CaseRow['state'], moderation: Moderated): boolean {
  return moderation?.state === 'HELD' && WAITING_STATES.includes(state);
}

/** @throws ILLEGAL_MOVE while the letter waits for somebody to read it (R12) */
export function requireNotHeld({ state }: Pick<CaseRow, 'state'>, moderation: Moderated): void {
  if (!isWaiting(state, moderation)) return;
  throw illegalMove(
    state,
    'ANY_ACT',
    [],
    'R12: expected the letter to be released first; it is held.',
  );
}

/** A rejection closes what nobody handles yet; what a unit already has goes on. */
export function isClosedBy(state: ModerationState, row: Pick<CaseRow, 'state'>): boolean {
  return state === 'REJECTED' && (row.state === 'REGISTERED' || row.state === 'ACCEPTED');
}

/** @throws BAD_USER_INPUT naming the field */
export function checkModeration(
  input: RecordModerationInput,
): Omit<ModerationRow, 'hasClosedCase'> {
  const { petitionId, revision, state, at } = input;
  if (!petitionTypename(petitionId))
    throw badUserInput('moderation.petitionId', 'the id of a petition', 'another id');
  if (revision < 1) throw badUserInput('moderation.revision', 'at least 1', String(revision));
  const ground = input.ground ?? null;
  if (state === 'REJECTED' && !ground)
    throw badUserInput('moderation.ground', 'a ground of the rejection', 'none');
  const reason = input.reason ? checkText('moderation.reason', input.reason, NOTE_MAX_CHARS) : null;
  return { petitionId, revision, state, ground, reason, at };
}
