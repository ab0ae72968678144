import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, forbidden } from '../../kit/errors.ts';
import { isBureauOf, isHandler, requireBureau } from '../cases/case.access.rules.ts';
import { illegalMove, move, requireNotArchived, type CaseState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { unitsBelow } from '../units/unit.rules.ts';
import type { AssignmentRow } from './assignment.entity.ts';

export type AssignmentFacts = Pick<AssignmentRow, 'kind' | 'unitId' | 'state' | 'asksFeedback'>;

/** Referral and mandate bind their unit to a result; 参阅 never holds a case up (R81). */
export function isBinding({ kind }: Pick<AssignmentRow, 'kind'>): boolean {
  return kind !== 'FOR_REFERENCE';
}

/** Whether the unit still owes a result, so that the case is not answered yet. */
export function holdsCaseUp(assignment: AssignmentFacts): boolean {
  return isBinding(assignment) && !isDone(assignment);
}

function isDone({ state }: Pick<AssignmentRow, 'state'>): boolean {
  return state === 'COMPLETED' || state === 'RETURNED';
}

/** Whether anything is still to come from the unit; nothing is of what it only took note of. */
function isOpen({ kind, state, asksFeedback }: AssignmentFacts): boolean {
  if (isDone({ state })) return false;
  return kind !== 'FOR_REFERENCE' || asksFeedback || state === 'ISSUED';
}

/** @throws ILLEGAL_MOVE where the unit has an open assignment of the case already */
export function requireNotAssigned(
  assignments: readonly AssignmentFacts[],
  unitId: string,
  caseState: string,
): void {
  if (!assignments.some((assignment) => assignment.unitId === unitId && isOpen(assignment))) return;
  throw illegalMove(
    caseState,
    'ASSIGN',
    [],
    `unit: expected a unit without an open assignment of this case, but ${unitId} has one.`,
  );
}

/**
 * R20, R29, R67: the state after a unit was given its part, by the case's bureau, or passed on down
 * the chain; important matters go by mandate.
 */
export function checkIssue(actor: Actor, dossier: Dossier, kind: AssignmentRow['kind']): CaseState {
  const { row } = dossier;
  if (kind === 'MANDATE' && mayPassOn(actor, dossier)) return move(row.state, 'ASSIGN');
  requireBureau(actor, row, 'assign this case');
  const next = move(row.state, isBinding({ kind }) ? 'ASSIGN' : 'ISSUE_FOR_REFERENCE');
  if (kind !== 'REFERRAL' || row.importance === null) return next;
  const why = 'R20: expected 交办 of an important matter, but got 转送.';
  throw illegalMove(row.state, 'ISSUE_REFERRAL', ['ISSUE_MANDATE'], why);
}

/** R29: whoever took a mandate may pass it on to the units below, and reports for them. */
function mayPassOn(actor: Actor, { assignments, directory }: Dossier): boolean {
  return (
    actor.role === 'DISTRICT_BUREAU' &&
    assignments.some(
      ({ kind, state, unitId }) =>
        kind === 'MANDATE' && state === 'RECEIVED' && isHandler(actor, unitId),
    ) &&
    unitsBelow(directory, actor.unit ?? '').length > 0
  );
}

/** @throws BAD_USER_INPUT where a mandate is passed on to a unit that is not below (R29) */
export function requireBelow(actor: Actor, { row, directory }: Dossier, unit: string): void {
  if (isBureauOf(actor, row)) return;
  const below = unitsBelow(directory, actor.unit ?? '');
  if (!below.includes(unit)) throw badUserInput('unit', `one of ${below.join(', ')}`, `"${unit}"`);
}

/** @throws ILLEGAL_MOVE where another unit leads the case already */
export function requireNoLead(assignments: readonly AssignmentRow[], caseState: string): void {
  const lead = assignments.find(({ isLead }) => isLead);
  if (!lead) return;
  const why = `isLead: expected a case without a lead, but ${lead.unitId} leads it.`;
  throw illegalMove(caseState, 'ASSIGN', [], why);
}

/** @throws FORBIDDEN for another unit's · ILLEGAL_MOVE where it was received before, or is archived */
export function checkReceipt(actor: Actor, { row }: Dossier, assignment: AssignmentRow): void {
  requireHandler(actor, assignment, 'receive');
  requireNotArchived(row, 'RECEIVE');
  const { state } = assignment;
  if (state !== 'ISSUED') throw illegalMove(state, 'RECEIVE', allowedIn(state));
}

/** @throws FORBIDDEN for another unit's · ILLEGAL_MOVE for a referral (R62), before receipt, after completion, or before the units below reported (R29) */
export function checkFeedback(actor: Actor, dossier: Dossier, assignment: AssignmentRow): void {
  requireHandler(actor, assignment, 'report on');
  requireNotArchived(dossier.row, 'GIVE_FEEDBACK');
  const { kind, state } = assignment;
  if (kind === 'REFERRAL') {
    const why = '转送 (R62): expected a reply to the petitioner, but got feedback to the bureau.';
    throw illegalMove(state, 'GIVE_FEEDBACK', state === 'RECEIVED' ? ['REPLY'] : [], why);
  }
  if (state !== 'RECEIVED') throw illegalMove(state, 'GIVE_FEEDBACK', allowedIn(state));
  const waiting = dossier.assignments.find(
    (one) => one.issuedBy === assignment.unitId && holdsCaseUp(one),
  );
  if (!waiting) return;
  const why = `交办 (R29): expected the report of ${waiting.unitId} first, to which it was passed on.`;
  throw illegalMove(state, 'GIVE_FEEDBACK', [], why);
}

/** @throws FORBIDDEN unless the actor acts for the unit */
export function requireHandler(actor: Actor, { unitId }: AssignmentRow, act: string): void {
  if (!isHandler(actor, unitId))
    throw forbidden(`${act} an assignment that was given to another unit`);
}

export function allowedIn(state: AssignmentRow['state']): string[] {
  switch (state) {
    case 'ISSUED':
      return ['RECEIVE'];
    case 'RECEIVED':
      return ['GIVE_FEEDBACK'];
    case 'COMPLETED':
    case 'RETURNED':
      return [];
  }
}
