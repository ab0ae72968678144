import { forbidden } from '../../kit/errors.ts';
import { illegalMove } from '../cases/case.rules.ts';
import type { AssignmentRow } from './assignment.entity.ts';

export type AssignmentFacts = Pick<AssignmentRow, 'kind' | 'unitId' | 'state' | 'asksFeedback'>;

/** Referral and mandate bind their unit to a result; 参阅 never holds a case up (R81). */
export function isBinding({ kind }: Pick<AssignmentRow, 'kind'>): boolean {
  return kind !== 'FOR_REFERENCE';
}

/** Whether the unit still owes a result, so that the case is not answered yet. */
export function holdsCaseUp(assignment: AssignmentFacts): boolean {
  return isBinding(assignment) && assignment.state !== 'COMPLETED';
}

/** Whether anything is still to come from the unit; nothing is of what it only took note of. */
function isOpen({ kind, state, asksFeedback }: AssignmentFacts): boolean {
  if (state === 'COMPLETED') return false;
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

/** @throws ILLEGAL_MOVE where it was received before */
export function requireReceivable({ state }: AssignmentFacts): void {
  if (state !== 'ISSUED') throw illegalMove(state, 'RECEIVE', allowedIn(state));
}

/** @throws ILLEGAL_MOVE for a referral (R62) or before receipt or after completion */
export function requireReportable({ kind, state }: AssignmentFacts): void {
  if (kind === 'REFERRAL') {
    const why = '转送 (R62): expected a reply to the petitioner, but got feedback to the bureau.';
    throw illegalMove(state, 'GIVE_FEEDBACK', state === 'RECEIVED' ? ['REPLY'] : [], why);
  }
  if (state !== 'RECEIVED') throw illegalMove(state, 'GIVE_FEEDBACK', allowedIn(state));
}

/** @throws FORBIDDEN always: what another unit was given is not this actor's to act on */
export function refuseOthersAssignment(act: string): never {
  throw forbidden(`${act} an assignment that was given to another unit`);
}

function allowedIn(state: AssignmentRow['state']): string[] {
  switch (state) {
    case 'ISSUED':
      return ['RECEIVE'];
    case 'RECEIVED':
      return ['GIVE_FEEDBACK'];
    case 'COMPLETED':
      return [];
  }
}
