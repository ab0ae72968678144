import { GraphQLError } from 'graphql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { checkFeedback, checkIssue, checkReceipt } from '../assignments/assignment.rules.ts';
import {
  checkObjection,
  checkObjectionDecision,
  checkSettlement,
} from '../assignments/objection.rules.ts';
import { checkAccept, checkDecline } from '../cases/case.rules.ts';
import { checkArchive, checkConclude } from '../cases/conclusion.rules.ts';
import { checkClassification } from '../categories/category.rules.ts';
import { checkClaim, checkClaimOutcome } from '../claims/claim.rules.ts';
import type { DeadlineRow } from '../deadlines/deadline.entity.ts';
import type { ExtensionRow } from '../deadlines/extension.entity.ts';
import { checkExtension, isExtensible } from '../deadlines/extension.rules.ts';
import type { Dossier, RecordName } from '../dossier/dossier.ts';
import type { CaseAction } from '../generated/resolver-types.ts';
import { checkImportance, checkMeeting } from '../meetings/meeting.rules.ts';
import {
  checkContact,
  checkFirstReview,
  checkPublication,
  checkSecondReview,
} from '../reviews/review.rules.ts';
import { isWaiting } from '../moderation/moderation.rules.ts';
import { checkReceiptNotice } from '../receipts/receipt.rules.ts';
import { checkCircular, checkLateExplanation, checkUrge } from '../urges/urge.rules.ts';
import {
  checkCirculation,
  checkConsent,
  checkDelivery,
  checkDispute,
  checkOpening,
  checkVisit,
} from '../supervision/supervision.rules.ts';
import { checkAppealAnswer, checkAppealRequest, checkHearing } from '../appeals/appeal.rules.ts';
import { checkCommitment, checkFollowUp } from '../commitments/commitment.rules.ts';
import { checkExample, checkShowcase } from '../examples/example.rules.ts';
import { checkLinkRepeat, checkUnlinkRepeat } from '../repeats/repeat.rules.ts';
import { checkRating } from '../ratings/rating.rules.ts';
import { decideReply } from '../replies/reply.rules.ts';

/** What the rules go by, with all extensions that were granted, in their order. */
export type Situation = Dossier & { extensions: readonly ExtensionRow[] };

/** Refuses by throwing, as the command of the action does: both call the same rule. */
type Check = (actor: Actor, situation: Situation) => unknown;

const CHECKS: Record<CaseAction, Check> = {
  ACCEPT_CASE: checkAccept,
  DECLINE_CASE: checkDecline,
  ISSUE_REFERRAL: (actor, dossier) => {
    checkIssue(actor, dossier, 'REFERRAL');
  },
  ISSUE_MANDATE: (actor, dossier) => {
    checkIssue(actor, dossier, 'MANDATE');
  },
  ISSUE_FOR_REFERENCE: (actor, dossier) => {
    checkIssue(actor, dossier, 'FOR_REFERENCE');
  },
  RECEIVE_ASSIGNMENT: anyOf('assignments', checkReceipt),
  GIVE_FEEDBACK: anyOf('assignments', checkFeedback),
  OBJECT_TO_ASSIGNMENT: anyOf('assignments', checkObjection),
  DECIDE_OBJECTION: anyOf('assignments', checkObjectionDecision),
  SETTLE_JURISDICTION: checkSettlement,
  REPLY_TO_PETITIONER: decideReply,
  NOTIFY_RECEIPT: checkReceiptNotice,
  EXTEND_DEADLINE: anyOf('deadlines', checkAnyExtension),
  ADD_CLAIM: checkClaim,
  RECORD_CLAIM_OUTCOME: anyOf('claims', checkClaimOutcome),
  CLASSIFY_CASE: checkClassification,
  LINK_REPEAT: checkLinkRepeat,
  UNLINK_REPEAT: checkUnlinkRepeat,
  MARK_IMPORTANT: checkImportance,
  RECORD_MEETING: checkMeeting,
  REVIEW_FIRST: checkFirstReview,
  REVIEW_SECOND: checkSecondReview,
  PUBLISH_REPLY: anyOf('replies', checkPublication),
  RECORD_CONTACT: checkContact,
  OPEN_SUPERVISION: checkOpening,
  DISPUTE_SIGNATURE: checkDispute,
  CONSENT_TO_SUPERVISION: anyOf('supervisions', checkConsent),
  RECORD_SITE_VISIT: anyOf('supervisions', checkVisit),
  DELIVER_SUPERVISION: anyOf('supervisions', checkDelivery),
  URGE: anyOf('deadlines', checkUrge),
  ISSUE_CIRCULAR: anyOf('deadlines', checkCircular),
  CIRCULATE_SUPERVISION: anyOf('supervisions', checkCirculation),
  GIVE_LATE_EXPLANATION: anyOf('deadlines', checkLateExplanation),
  RATE_CASE: checkRating,
  RECORD_EXAMPLE: checkExample,
  SHOWCASE_EXAMPLE: checkShowcase,
  RECORD_COMMITMENT: checkCommitment,
  FOLLOW_UP_COMMITMENT: anyOf('commitments', checkFollowUp),
  REQUEST_APPEAL: (actor, dossier) => {
    checkAppealRequest(actor, dossier);
  },
  DECIDE_APPEAL: anyOf('appeals', checkAppealAnswer),
  RECORD_HEARING: anyOf('appeals', checkHearing),
  CONCLUDE_CASE: checkConclude,
  ARCHIVE_CASE: checkArchive,
};

/** By some rule of the policy, with what was granted before (R58–R60, R87, art. 34). */
function checkAnyExtension(actor: Actor, situation: Situation, deadline: DeadlineRow): void {
  const { row, policy, extensions } = situation;
  checkExtension(actor, situation, deadline);
  const granted = extensions.filter(({ deadlineId }) => deadlineId === deadline.id);
  if (!isExtensible(policy, row, deadline, granted)) throw NOTHING_TO_DO;
}

/** What the actor may do now; whether the details of an act are right shows when it is done. */
export function availableActions(actor: Actor, situation: Situation): CaseAction[] {
  if (isWaiting(situation.row.state, situation.moderation)) return [];
  const actions = Object.keys(CHECKS) as CaseAction[];
  return actions.filter((action) => permits(() => CHECKS[action](actor, situation)));
}

/** Available where it is for one of the records at least. */
function anyOf<Name extends RecordName>(
  name: Name,
  check: (actor: Actor, situation: Situation, record: Dossier[Name][number]) => unknown,
): Check {
  return (actor, situation) => {
    const records: readonly Dossier[Name][number][] = situation[name];
    const refusals = records.map((record) => refusalOf(() => check(actor, situation, record)));
    if (refusals.length === 0 || refusals.every((refusal) => refusal !== null)) throw NOTHING_TO_DO;
  };
}

const NOTHING_TO_DO = new GraphQLError('no record allows it', {
  extensions: { code: 'ILLEGAL_MOVE' },
});

function permits(check: () => unknown): boolean {
  return refusalOf(check) === null;
}

/** @throws whatever is no refusal */
function refusalOf(check: () => unknown): GraphQLError | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof GraphQLError && REFUSALS.has(error.extensions.code)) return error;
    throw error;
  }
}

const REFUSALS = new Set<unknown>(['FORBIDDEN', 'ILLEGAL_MOVE']);
