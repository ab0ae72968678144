import type { Actor } from '../../../schema/contract/actor.ts';
import { codedError } from '../../kit/errors.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { requireBureau } from './case.access.rules.ts';
import type { CaseRow } from './case.entity.ts';

export type CaseState = CaseRow['state'];

/**
 * What can be done to a case. ASSIGN is a referral or a mandate; REPLY answers the case for good,
 * REPLY_IN_PART while another unit still owes its part; RETURN leaves no unit with a part.
 */
export type CaseMove =
  | 'ACCEPT'
  | 'DECLINE'
  | 'ASSIGN'
  | 'RETURN'
  | 'ISSUE_FOR_REFERENCE'
  | 'REPLY_IN_PART'
  | 'REPLY'
  | 'FIRST_REVIEW'
  | 'SECOND_REVIEW'
  | 'REFUTE'
  | 'CONCLUDE'
  | 'ARCHIVE';

const TRANSITIONS: Record<CaseState, Partial<Record<CaseMove, CaseState>>> = {
  REGISTERED: { ACCEPT: 'ACCEPTED', DECLINE: 'DECLINED' },
  ACCEPTED: { ASSIGN: 'ASSIGNED', ISSUE_FOR_REFERENCE: 'ACCEPTED', REPLY: 'REPLIED' },
  ASSIGNED: {
    ASSIGN: 'ASSIGNED',
    RETURN: 'ACCEPTED',
    ISSUE_FOR_REFERENCE: 'ASSIGNED',
    REPLY_IN_PART: 'ASSIGNED',
    REPLY: 'REPLIED',
  },
  REPLIED: {
    ISSUE_FOR_REFERENCE: 'REPLIED',
    FIRST_REVIEW: 'FIRST_REVIEWED',
    CONCLUDE: 'CONCLUDED',
  },
  FIRST_REVIEWED: { SECOND_REVIEW: 'SECOND_REVIEWED', REFUTE: 'ASSIGNED' },
  SECOND_REVIEWED: { CONCLUDE: 'CONCLUDED' },
  DECLINED: {},
  CONCLUDED: { ARCHIVE: 'ARCHIVED' },
  ARCHIVED: {},
};

/**
 * The state after a move.
 * @throws ILLEGAL_MOVE with `state`, `move` and the moves that are `allowed` in this state
 */
export function move(state: CaseState, wanted: CaseMove): CaseState {
  const next = TRANSITIONS[state][wanted];
  if (next) return next;
  throw illegalMove(state, wanted, Object.keys(TRANSITIONS[state]));
}

/** R18: the state after acceptance. */
export function checkAccept(actor: Actor, { row }: Dossier): CaseState {
  requireBureau(actor, row, 'accept this case');
  return move(row.state, 'ACCEPT');
}

/** R22: the state after a refusal. */
export function checkDecline(actor: Actor, { row }: Dossier): CaseState {
  requireBureau(actor, row, 'decline this case');
  return move(row.state, 'DECLINE');
}

/** @throws ILLEGAL_MOVE outside the states that allow an act which does not move the case */
export function requireState(state: CaseState, act: string, allowed: readonly CaseState[]): void {
  if (!allowed.includes(state)) throw illegalMove(state, act, Object.keys(TRANSITIONS[state]));
}

/** R92: @throws ILLEGAL_MOVE for an act that any other state allows */
export function requireNotArchived({ state }: Pick<CaseRow, 'state'>, act: string): void {
  if (state === 'ARCHIVED') throw illegalMove(state, act, []);
}

/** @param why what stands against the move, where the state alone does not say it */
export function illegalMove(
  state: string,
  wanted: string,
  allowed: readonly string[],
  why?: string,
): Error {
  const expected = allowed.length > 0 ? `one of ${allowed.join(', ')}` : 'no further move';
  const message = why ?? `In state ${state} expected ${expected}, but got ${wanted}.`;
  return codedError('ILLEGAL_MOVE', message, { state, move: wanted, allowed });
}
