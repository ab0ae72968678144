import type { Actor } from '../../../schema/contract/actor.ts';
import { codedError, forbidden } from '../../kit/errors.ts';
import type { AssignmentRow } from '../assignments/assignment.entity.ts';
import { holdsCaseUp } from '../assignments/assignment.rules.ts';
import { isBureauOf, isHandler, isOwningDepartment } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { illegalMove, move, type CaseState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { requireMeeting } from '../meetings/meeting.rules.ts';
import type { ReplyRow } from './reply.entity.ts';

/** A case as far as its answer is concerned. */
export interface Answerable {
  row: CaseRow;
  meetings: Dossier['meetings'];
  assignments: readonly AssignmentRow[];
  replies: readonly Pick<ReplyRow, 'unitId' | 'repliedAt'>[];
  /** The bureau that serves the mailbox: it answers after a mandate (R64). */
  bureau: string | null;
}

export interface ReplyDecision {
  /** The referral this reply completes; null where the mailbox itself answers. */
  referral: AssignmentRow | null;
  nextState: CaseState;
}

/**
 * Whether this actor may answer now, and what the answer changes (R62, R64, R65, R79).
 * @throws FORBIDDEN where another has to answer · ILLEGAL_MOVE where it is too early or too late
 */
export function decideReply(actor: Actor, given: Answerable): ReplyDecision {
  const assignments = given.assignments.filter(({ state }) => state !== 'RETURNED');
  const answerable = { ...given, assignments };
  const decision = decideAnswer(actor, answerable);
  requireMeeting(answerable);
  return decision;
}

function decideAnswer(actor: Actor, answerable: Answerable): ReplyDecision {
  const { row, assignments } = answerable;
  const own = assignments.filter(({ unitId }) => isHandler(actor, unitId));
  const referral = own.find((one) => one.kind === 'REFERRAL' && one.state !== 'COMPLETED');
  if (referral) return answerReferral(answerable, referral);
  if (own.some(({ kind }) => kind === 'MANDATE')) throw mandateForbids();
  if (isBureauOf(actor, row)) return answerAsBureau(answerable);
  if (isOwningDepartment(actor, row)) return answerAsDepartment(answerable);
  if (own.some(({ kind }) => kind === 'REFERRAL'))
    throw illegalMove(row.state, 'REPLY', [], '转送 (R62): this unit has replied already.');
  throw forbidden('reply to this petitioner');
}

/** R62: the handler of a referral replies itself, once it has taken the matter. */
function answerReferral(answerable: Answerable, referral: AssignmentRow): ReplyDecision {
  const { row, assignments } = answerable;
  if (referral.state === 'ISSUED') {
    const why = '转送 (R62): expected the assignment to be received before the reply.';
    throw illegalMove(row.state, 'REPLY', ['RECEIVE'], why);
  }
  const others = assignments.filter(({ id }) => id !== referral.id);
  const isLast = !others.some(holdsCaseUp) && unansweredMandates(answerable).length === 0;
  return { referral, nextState: move(row.state, isLast ? 'REPLY' : 'REPLY_IN_PART') };
}

/** R64: after a mandate's report the bureau replies. R79: at once where nothing was assigned. */
function answerAsBureau(answerable: Answerable): ReplyDecision {
  const { row, assignments } = answerable;
  const open = assignments.filter(holdsCaseUp);
  if (open.some(({ kind }) => kind === 'MANDATE')) {
    const why = '交办 (R64): expected the report of the handling unit before the reply.';
    throw illegalMove(row.state, 'REPLY', [], why);
  }
  if (open.length === 0) return { referral: null, nextState: move(row.state, 'REPLY') };
  if (unansweredMandates(answerable).length > 0)
    return { referral: null, nextState: move(row.state, 'REPLY_IN_PART') };
  const why = '转送 (R62): expected the reply of the handling unit, but got one of the bureau.';
  throw illegalMove(row.state, 'REPLY', [], why);
}

/** R65: the mailbox's owner replies, unless the bureau took the case up by a mandate. */
function answerAsDepartment(answerable: Answerable): ReplyDecision {
  if (answerable.assignments.some(({ kind }) => kind === 'MANDATE')) throw mandateForbids();
  return answerAsBureau(answerable);
}

/** Mandates whose report the bureau has not yet turned into an answer. */
function unansweredMandates({ assignments, replies, bureau }: Answerable): AssignmentRow[] {
  const answers = replies.filter(({ unitId }) => unitId === bureau);
  return assignments.filter(
    ({ kind, completedAt }) =>
      kind === 'MANDATE' &&
      completedAt &&
      !answers.some(({ repliedAt }) => repliedAt >= completedAt),
  );
}

function mandateForbids(): Error {
  return codedError(
    'FORBIDDEN',
    '交办 (R64): you may not reply to the petitioner; the handling unit reports by giveFeedback, and the petition bureau that issued the mandate replies.',
  );
}
