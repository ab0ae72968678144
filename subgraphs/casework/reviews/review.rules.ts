import type { Actor } from '../../../schema/contract/actor.ts';
import { requireBureau, requireOwner, requireWorker } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { illegalMove, move, requireState, type CaseState } from '../cases/case.rules.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { ReplyRow } from '../replies/reply.entity.ts';

const ANSWERED = ['REPLIED', 'FIRST_REVIEWED', 'SECOND_REVIEWED'] as const;

/** R89: the head of a unit that works on the case signs its answer. */
export function checkFirstReview(actor: Actor, { row }: Dossier): CaseState {
  requireWorker(actor, row, 'review this case first');
  return move(row.state, 'FIRST_REVIEW');
}

/** R90: the unit that forwarded the matter calls back; what is refuted has to be handled again. */
export function checkSecondReview(
  actor: Actor,
  { row }: Dossier,
  result: 'CONFIRMED' | 'REFUTED' = 'CONFIRMED',
): CaseState {
  requireBureau(actor, row, 'review this case a second time');
  return move(row.state, result === 'CONFIRMED' ? 'SECOND_REVIEW' : 'REFUTE');
}

/** R66, R91: whoever answers for the case publishes. */
export function checkPublication(actor: Actor, { row }: Dossier, reply: ReplyRow): void {
  requireOwner(actor, row, 'publish replies of this case');
  requireState(row.state, 'PUBLISH_REPLY', [...ANSWERED, 'CONCLUDED']);
  if (reply.visibility === 'PRIVATE') return;
  throw illegalMove(row.state, 'PUBLISH_REPLY', [], 'The reply is published already.');
}

/** R66: whoever works on the case tells the petitioner what is not published. */
export function checkContact(actor: Actor, { row }: Dossier): void {
  requireWorker(actor, row, 'record a contact on this case');
  requireState(row.state, 'RECORD_CONTACT', ['ACCEPTED', 'ASSIGNED', ...ANSWERED]);
}

/** @throws ILLEGAL_MOVE before both reviews, where the policy asks for them (R89, R90) */
export function requireReviewed({ row, policy }: Dossier): void {
  if (!policy?.reviews || row.state === 'SECOND_REVIEWED') return;
  const next: Partial<Record<CaseRow['state'], string>> = {
    REPLIED: 'FIRST_REVIEW',
    FIRST_REVIEWED: 'SECOND_REVIEW',
  };
  const needed = next[row.state];
  if (!needed) return;
  const why = `${policy.reviews.rule}: expected first and second review before the conclusion.`;
  throw illegalMove(row.state, 'CONCLUDE', [needed], why);
}

/** @throws ILLEGAL_MOVE for a private reply its petitioner was not told of, where the policy asks for it (R66) */
export function requirePrivateTold({ row, policy, replies, contacts }: Dossier): void {
  if (!policy?.privateReplies) return;
  const untold = replies.some(
    ({ visibility, repliedAt }) =>
      visibility === 'PRIVATE' && !contacts.some(({ contactedAt }) => contactedAt >= repliedAt),
  );
  if (!untold) return;
  const why = `${policy.privateReplies.rule}: expected every reply published, or a contact after it.`;
  throw illegalMove(row.state, 'CONCLUDE', ['PUBLISH_REPLY', 'RECORD_CONTACT'], why);
}
