import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden } from '../../kit/errors.ts';
import type { TimeLimit } from '../../kit/profile/policy.ts';
import { actsAsBureau } from '../../kit/profile/kept-from.rules.ts';
import { isHandler, requireBureau } from '../cases/case.access.rules.ts';
import { illegalMove, move } from '../cases/case.rules.ts';
import { computeTerm, isOverdue } from '../deadlines/deadline.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { chooseLimit, provinceOf } from '../policies/policy.rules.ts';
import type { AssignmentRow } from './assignment.entity.ts';
import { allowedIn, holdsCaseUp, isBinding, requireHandler } from './assignment.rules.ts';
import type { ObjectionRow } from './objection.entity.ts';

/** Of a policy that is silent about it, as art. 23 has it today. */
const SILENT: Pick<TimeLimit, 'amount' | 'dayUnit' | 'rule'> = {
  amount: 5,
  dayUnit: 'WORKING_DAY',
  rule: 'art. 23',
};

/** @throws FORBIDDEN for another unit's · ILLEGAL_MOVE for 参阅, a second time, too late, or once the superior has settled it */
export function checkObjection(actor: Actor, dossier: Dossier, assignment: AssignmentRow): void {
  requireHandler(actor, assignment, 'object to');
  const refuse = (why?: string) =>
    illegalMove(assignment.state, 'OBJECT', allowedIn(assignment.state), why);
  if (!holdsCaseUp(assignment)) throw refuse();
  if (assignment.settledAt) throw refuse('The common superior has settled who handles this.');
  if (objectionTo(dossier, assignment)) throw refuse('The unit has objected to this before.');
  const limit = objectionLimit(dossier);
  if (isOver(limit, dossier, assignment)) {
    const days = limit.dayUnit === 'WORKING_DAY' ? 'working days' : 'days';
    const expected = `${limit.rule}: expected the objection within ${limit.amount} ${days} of receipt`;
    throw refuse(`${expected}, but they are over.`);
  }
}

/** Whoever issued it decides: the bureau, or the unit that passed it on (R29). */
export function checkObjectionDecision(
  actor: Actor,
  dossier: Dossier,
  assignment: AssignmentRow,
): ObjectionRow {
  if (!isHandler(actor, assignment.issuedBy ?? ''))
    requireBureau(actor, dossier.row, 'decide on objections to this assignment');
  const objection = objectionTo(dossier, assignment);
  if (objection?.outcome === 'PENDING' && holdsCaseUp(assignment)) return objection;
  const why = 'Expected an objection that is not decided yet, but there is none.';
  throw illegalMove(assignment.state, 'DECIDE_OBJECTION', [], why);
}

/** The common superior of units that argue is the city's bureau, whatever the mailbox (R67). */
export function checkSettlement(actor: Actor, dossier: Dossier): AssignmentRow[] {
  if (!actsAsBureau(actor, dossier.row)) throw forbidden('settle who handles this case');
  const disputed = dossier.assignments.filter(
    (assignment) => holdsCaseUp(assignment) && objectionTo(dossier, assignment),
  );
  if (disputed.length > 0) return disputed;
  const why = 'Expected a unit that objects to its assignment, but there is none.';
  throw illegalMove(dossier.row.state, 'SETTLE_JURISDICTION', [], why);
}

/** Of a case after parts of it were returned: ASSIGNED while another binding part is left. */
export function stateAfterReturn({ row, assignments }: Dossier) {
  const isLeft = assignments.some((one) => isBinding(one) && one.state !== 'RETURNED');
  return isLeft ? row.state : move(row.state, 'RETURN');
}

/** Units that still have a part, in order of issue. */
export function unitsWithAPart(assignments: readonly AssignmentRow[]): string[] {
  const kept = assignments.filter(({ state }) => state !== 'RETURNED');
  return [...new Set(kept.map(({ unitId }) => unitId))];
}

export function objectionTo(
  { objections }: Pick<Dossier, 'objections'>,
  { id }: Pick<AssignmentRow, 'id'>,
): ObjectionRow | undefined {
  return objections.find(({ assignmentId }) => assignmentId === id);
}

/** A right and no duty, so no deadline is kept of it: that it ends shows where somebody objects. */
function objectionLimit({ policy, row }: Dossier): typeof SILENT {
  const province = provinceOf(row.mailboxUnit, '');
  const question = { ...row, kind: 'OBJECTION', petitionType: row.type, province } as const;
  return chooseLimit(policy, question) ?? SILENT;
}

function isOver(
  limit: typeof SILENT,
  { calendar, now }: Dossier,
  { receivedAt }: AssignmentRow,
): boolean {
  const dueSoon = { amount: 0, dayUnit: 'WORKING_DAY' } as const;
  return isOverdue(computeTerm(limit, dueSoon, calendar, receivedAt ?? now), now);
}
