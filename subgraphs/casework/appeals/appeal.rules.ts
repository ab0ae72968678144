import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput, forbidden } from '../../kit/errors.ts';
import { actsAsBureau, actsAsOffice } from '../../kit/profile/kept-from.rules.ts';
import { illegalMove, requireState } from '../cases/case.rules.ts';
import { computeTerm, isOverdue } from '../deadlines/deadline.rules.ts';
import { addDays, shanghaiDay } from '../deadlines/shanghai-time.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { chooseLimit } from '../policies/policy.rules.ts';
import type { AppealRow } from './appeal.entity.ts';

type AppealKind = AppealRow['kind'];

/** Every day up to its end is counted through whenever somebody reads the deadline. */
const HEARING_DAYS_AHEAD_MAX = 365;

/** 复查 is the city bureau's to answer, 复核 the city office's above it; or whoever stands in for them. */
const ANSWERS = { REVIEW: actsAsBureau, FINAL_REVIEW: actsAsOffice };
const REQUESTS = { REVIEW: 'REVIEW_REQUEST', FINAL_REVIEW: 'FINAL_REVIEW_REQUEST' } as const;

/** Art. 35, art. 36: by the petitioner alone, one after the other, each within its days. */
export function checkAppealRequest(
  actor: Actor,
  dossier: Dossier,
  kind: AppealKind | null = nextAppeal(dossier),
): void {
  const { row } = dossier;
  if (actor.role !== 'CITIZEN') throw forbidden('appeal for the petitioner');
  const act = 'REQUEST_APPEAL';
  requireState(row.state, act, ['REPLIED', 'FIRST_REVIEWED', 'SECOND_REVIEWED', 'CONCLUDED']);
  const next = nextAppeal(dossier);
  if (next === null || next !== kind) {
    const why = isFinallyClosed(dossier)
      ? '复核 was answered: the matter is finally closed.'
      : `Expected ${next ?? 'the open appeal to be answered first'}, but got ${kind ?? 'another appeal'}.`;
    throw illegalMove(row.state, act, next ? [next] : [], why);
  }
  if (!mayStillAppeal(dossier)) {
    const why = `Expected a request for ${next} within the days that the policy gives for it, but there are none left.`;
    throw illegalMove(row.state, act, [], why);
  }
}

/** @throws FORBIDDEN for another than its answerer · ILLEGAL_MOVE where it was answered before */
export function checkAppealAnswer(actor: Actor, { row }: Dossier, appeal: AppealRow): void {
  if (!ANSWERS[appeal.kind](actor, row)) throw forbidden('answer this appeal');
  requireState(row.state, 'DECIDE_APPEAL', [
    'REPLIED',
    'FIRST_REVIEWED',
    'SECOND_REVIEWED',
    'CONCLUDED',
  ]);
  if (!appeal.decidedAt) return;
  throw illegalMove(row.state, 'DECIDE_APPEAL', [], 'This appeal was answered before.');
}

/** Art. 36: a hearing is the one thing that stops the days. */
export function checkHearing(actor: Actor, dossier: Dossier, appeal: AppealRow): void {
  checkAppealAnswer(actor, dossier, appeal);
  const pauses = dossier.policy?.pauses ?? [];
  if (appeal.deadlineId && pauses.some(({ kinds }) => kinds.includes(appeal.kind))) return;
  const why = 'Expected an appeal whose days a hearing pauses by its policy.';
  throw illegalMove(dossier.row.state, 'RECORD_HEARING', ['DECIDE_APPEAL'], why);
}

/** @throws BAD_USER_INPUT for days so far off that a year was mistyped: nothing could take them back */
export function checkHearingDays(to: string, now: Date): void {
  const latest = addDays(shanghaiDay(now), HEARING_DAYS_AHEAD_MAX);
  if (to > latest) throw badUserInput('to', `a day not after ${latest}`, to);
}

/** @throws ILLEGAL_MOVE while an appeal is open or may still be asked for (art. 35, art. 36) */
export function requireAppealsOver(dossier: Dossier): void {
  const isOpen = dossier.appeals.some(({ decidedAt }) => !decidedAt);
  if (!isOpen && !mayStillAppeal(dossier)) return;
  const why = `Expected no appeal to come, but one ${isOpen ? 'is open' : 'may still be asked for'}.`;
  throw illegalMove(dossier.row.state, 'ARCHIVE', isOpen ? ['DECIDE_APPEAL'] : [], why);
}

/** After 复核 the same facts are not accepted again. */
export function isFinallyClosed({ appeals }: Pick<Dossier, 'appeals'>): boolean {
  return appeals.some(({ kind, decidedAt }) => kind === 'FINAL_REVIEW' && decidedAt);
}

function nextAppeal({ appeals }: Dossier): AppealKind | null {
  const [review] = appeals;
  if (!review) return 'REVIEW';
  return review.decidedAt && appeals.length === 1 ? 'FINAL_REVIEW' : null;
}

/** Counted from the last answer; a policy without the limit knows no appeal (R11). */
function mayStillAppeal(dossier: Dossier): boolean {
  const { row, policy, calendar, now, appeals, replies } = dossier;
  const next = nextAppeal(dossier);
  const startedAt = appeals.at(-1)?.decidedAt ?? replies.at(-1)?.repliedAt;
  if (!next || !policy || !startedAt) return false;
  const limit = chooseLimit(policy, {
    ...row,
    kind: REQUESTS[next],
    petitionType: row.type,
    province: '',
  });
  return limit !== null && !isOverdue(computeTerm(limit, policy.dueSoon, calendar, startedAt), now);
}
