import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden } from '../../kit/errors.ts';
import { actsAsBureau } from '../../kit/profile/kept-from.rules.ts';
import { isBureauOf, isHandler } from '../cases/case.access.rules.ts';
import { illegalMove, requireState } from '../cases/case.rules.ts';
import { isOverdue } from '../deadlines/deadline.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';

type Deadline = Dossier['deadlines'][number];

/** Of a policy that is silent about it (R83). */
const URGES_UNTIL_CIRCULAR = 2;

/** R82: a bureau urges another unit, and only once the limit has passed. */
export function checkUrge(actor: Actor, dossier: Dossier, deadline: Deadline): void {
  requireSuperior(actor, dossier, deadline, 'urge the unit that owes this');
  requireOpenAndOver(dossier, deadline, 'URGE');
}

/** R83: after two urges without result. */
export function checkCircular(actor: Actor, dossier: Dossier, deadline: Deadline): void {
  requireSuperior(actor, dossier, deadline, 'issue a circular on this case');
  requireOpenAndOver(dossier, deadline, 'ISSUE_CIRCULAR');
  const refuse = (allowed: string[], why: string) =>
    illegalMove(dossier.row.state, 'ISSUE_CIRCULAR', allowed, why);
  if (dossier.circulars.some(({ deadlineId }) => deadlineId === deadline.id))
    throw refuse([], 'A circular on this deadline was issued before.');
  const needed = dossier.policy?.urging?.urgesUntilCircular ?? URGES_UNTIL_CIRCULAR;
  const urged = urgesOf(dossier, deadline);
  if (urged < needed)
    throw refuse(['URGE'], `R83: expected ${needed} urges without result, but got ${urged}.`);
}

/** R61: whoever was late explains it, once. */
export function checkLateExplanation(actor: Actor, dossier: Dossier, deadline: Deadline): void {
  if (!isHandler(actor, deadline.unitId ?? '')) throw forbidden('explain what another unit owes');
  const { row } = dossier;
  const act = 'GIVE_LATE_EXPLANATION';
  requireState(row.state, act, [
    'ACCEPTED',
    'ASSIGNED',
    'REPLIED',
    'FIRST_REVIEWED',
    'SECOND_REVIEWED',
  ]);
  if (explanationsOwed(dossier).some(({ id }) => id === deadline.id)) return;
  throw illegalMove(row.state, act, [], 'Expected a deadline that was missed and not explained.');
}

/** R61: what a unit missed and has not explained, where the policy asks for it. */
export function explanationsOwed(
  dossier: Pick<Dossier, 'deadlines' | 'assignments' | 'lateExplanations' | 'policy' | 'now'>,
): Deadline[] {
  if (!dossier.policy?.lateExplanation) return [];
  const explained = new Set(dossier.lateExplanations.map(({ deadlineId }) => deadlineId));
  const returned = new Set(
    dossier.assignments.filter(({ state }) => state === 'RETURNED').map(({ id }) => id),
  );
  return dossier.deadlines.filter(
    (deadline) =>
      deadline.unitId &&
      (deadline.kind === 'HANDLING' || deadline.kind === 'ASSIGNMENT') &&
      isOverdue(deadline, dossier.now) &&
      !explained.has(deadline.id) &&
      !returned.has(deadline.assignmentId ?? ''),
  );
}

/** @throws ILLEGAL_MOVE while an explanation is owed, where that blocks closure (R61) */
export function requireExplained(dossier: Dossier): void {
  const { row, policy } = dossier;
  if (!policy?.lateExplanation?.blocksClosure) return;
  const owed = explanationsOwed(dossier).length;
  if (owed === 0) return;
  const why = `${policy.lateExplanation.rule}: expected an explanation of every missed deadline, but ${owed} are owed.`;
  throw illegalMove(row.state, 'CONCLUDE', ['GIVE_LATE_EXPLANATION'], why);
}

export function urgesOf({ urges }: Pick<Dossier, 'urges'>, { id }: Pick<Deadline, 'id'>): number {
  return urges.filter(({ deadlineId }) => deadlineId === id).length;
}

/** The case's bureau and the city's, but nobody urges itself. */
function requireSuperior(actor: Actor, { row }: Dossier, { unitId }: Deadline, act: string): void {
  const isSuperior = actsAsBureau(actor, row) || isBureauOf(actor, row);
  if (!isSuperior || !unitId || unitId === actor.unit) throw forbidden(act);
}

function requireOpenAndOver({ row, now }: Dossier, deadline: Deadline, act: string): void {
  if (!deadline.metAt && isOverdue(deadline, now)) return;
  const why = `R82: expected a deadline that has passed and is not met, but this one is ${deadline.metAt ? 'met' : 'not over'}.`;
  throw illegalMove(row.state, act, [], why);
}
