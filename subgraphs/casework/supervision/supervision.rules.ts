import type { Actor } from '../../../schema/contract/actor.ts';
import { forbidden } from '../../kit/errors.ts';
import { actsAsBureau, actsAsOffice } from '../../kit/profile/kept-from.rules.ts';
import { isBureauOf } from '../cases/case.access.rules.ts';
import { illegalMove, requireState, type CaseState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { SupervisionRow } from './supervision.entity.ts';

/** Of a policy that is silent about it (R84). */
const OFFICERS_MIN = 2;
const SUPERVISED: readonly CaseState[] = [
  'ACCEPTED',
  'ASSIGNED',
  'REPLIED',
  'FIRST_REVIEWED',
  'SECOND_REVIEWED',
];

type Step = 'CONSENT' | 'VISIT' | 'DELIVER' | 'DONE';

/** R68, R84: the bureaus supervise, the city's office jointly with them; one at a time. */
export function checkOpening(actor: Actor, { row, supervisions }: Dossier): void {
  if (!actsAsOffice(actor, row)) requireSupervisor(actor, row);
  requireState(row.state, 'OPEN_SUPERVISION', SUPERVISED);
  requireNoneOpen(row.state, supervisions, 'OPEN_SUPERVISION');
}

/** R32: nobody but the petitioner can say that a signature is not theirs. */
export function checkDispute(actor: Actor, { row, supervisions }: Dossier): void {
  if (actor.role !== 'CITIZEN') throw forbidden('dispute a signature for the petitioner');
  requireState(row.state, 'DISPUTE_SIGNATURE', SUPERVISED);
  requireNoneOpen(row.state, supervisions, 'DISPUTE_SIGNATURE');
}

export function checkConsent(actor: Actor, dossier: Dossier, supervision: SupervisionRow): void {
  requireStep(actor, dossier, supervision, 'CONSENT');
}

/** R84: no visit without consent. */
export function checkVisit(actor: Actor, dossier: Dossier, supervision: SupervisionRow): void {
  requireStep(actor, dossier, supervision, 'VISIT');
}

/** R85: 《督办意见》 or 《会议纪要》 follow the visit. */
export function checkDelivery(actor: Actor, dossier: Dossier, supervision: SupervisionRow): void {
  requireStep(actor, dossier, supervision, 'DELIVER');
}

/** R33: what was found is made known once its result was delivered, and once. */
export function checkCirculation(
  actor: Actor,
  dossier: Dossier,
  supervision: SupervisionRow,
): void {
  requireStep(actor, dossier, supervision, 'DONE');
  const { row, circulars } = dossier;
  requireState(row.state, 'CIRCULATE_SUPERVISION', [...SUPERVISED, 'CONCLUDED']);
  if (!circulars.some(({ supervisionId }) => supervisionId === supervision.id)) return;
  const why = 'R33: a circular on this supervision was issued before.';
  throw illegalMove(row.state, 'CIRCULATE_SUPERVISION', [], why);
}

/** How many officers a visit takes at least (R84). */
export function officersMin({ policy }: Pick<Dossier, 'policy'>): number {
  return policy?.supervision?.officersMin ?? OFFICERS_MIN;
}

/** @throws ILLEGAL_MOVE while a supervision has no result (R85) */
export function requireSupervised({ row, supervisions }: Dossier): void {
  requireNoneOpen(row.state, supervisions, 'CONCLUDE');
}

function stepOf(supervision: SupervisionRow, needsConsent: boolean): Step {
  if (needsConsent && !supervision.consentedAt) return 'CONSENT';
  if (!supervision.visitedAt) return 'VISIT';
  return supervision.deliveredAt ? 'DONE' : 'DELIVER';
}

function requireStep(
  actor: Actor,
  { row, policy }: Dossier,
  supervision: SupervisionRow,
  wanted: Step,
): void {
  const isJoint = supervision.kind === 'JOINT' && actsAsOffice(actor, row);
  if (!isJoint) requireSupervisor(actor, row);
  const step = stepOf(supervision, policy?.supervision?.needsConsent ?? true);
  if (step === wanted) return;
  const why = `R84: expected ${step} as the next step of this supervision, but got ${wanted}.`;
  throw illegalMove(row.state, `SUPERVISION_${wanted}`, step === 'DONE' ? [] : [step], why);
}

function requireSupervisor(actor: Actor, row: Dossier['row']): void {
  if (!actsAsBureau(actor, row) && !isBureauOf(actor, row)) throw forbidden('supervise this case');
}

function requireNoneOpen(
  state: CaseState,
  supervisions: readonly SupervisionRow[],
  act: string,
): void {
  if (supervisions.every(({ deliveredAt }) => deliveredAt)) return;
  const why = 'R85: a supervision is open; its result comes first.';
  throw illegalMove(state, act, ['DELIVER_SUPERVISION'], why);
}
