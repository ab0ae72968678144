import type { Vault } from '../kit/secrecy/vault.ts';
import type { MikroORM } from '@mikro-orm/postgresql';
import { scalarResolvers } from '../kit/server/scalars.ts';
import type { ActDeps } from './act-deps.ts';
import { createAccountResolvers } from './accounts/account.resolvers.ts';
import { createActionResolvers } from './actions/action.resolvers.ts';
import { alertResolvers } from './alerts/alert.resolvers.ts';
import { createAssignmentResolvers } from './assignments/assignment.resolvers.ts';
import { createCustodyResolvers } from './assignments/custody.resolvers.ts';
import { createHandlingCommands } from './assignments/handle.commands.ts';
import { createIssueAssignment } from './assignments/issue.commands.ts';
import { createObjectionCommands } from './assignments/objection.commands.ts';
import { createObjectionResolvers } from './assignments/objection.resolvers.ts';
import { caseMutation } from './cases/case-mutation.ts';
import { createCaseCommands } from './cases/case.commands.ts';
import { createCaseResolvers } from './cases/case.resolvers.ts';
import { createUrgeCommands } from './urges/urge.commands.ts';
import { createUrgeResolvers } from './urges/urge.resolvers.ts';
import { createSupervisionCommands } from './supervision/supervision.commands.ts';
import { createCirculateSupervision } from './supervision/circulate.commands.ts';
import { createSupervisionResolvers } from './supervision/supervision.resolvers.ts';
import { createCandidateResolvers } from './supervision/candidate.resolvers.ts';
import { createAppealCommands } from './appeals/appeal.commands.ts';
import { createAppealResolvers } from './appeals/appeal.resolvers.ts';
import { createCommitmentCommands } from './commitments/commitment.commands.ts';
import { createCommitmentResolvers } from './commitments/commitment.resolvers.ts';
import { createExampleCommands } from './examples/example.commands.ts';
import { createRecordInspection } from './inspections/inspection.commands.ts';
import { createInspectionResolvers } from './inspections/inspection.resolvers.ts';
import { createCategoryResolvers } from './categories/category.resolvers.ts';
import { createClassifyCase } from './categories/category.commands.ts';
import { createRepeatCommands } from './repeats/repeat.commands.ts';
import { createRepeatResolvers } from './repeats/repeat.resolvers.ts';
import { createExampleResolvers } from './examples/example.resolvers.ts';
import { createRatingCommands } from './ratings/rating.commands.ts';
import { createRatingResolvers } from './ratings/rating.resolvers.ts';
import type { CaseworkContext } from './context.ts';
import { createClaimCommands } from './claims/claim.commands.ts';
import { createClaimResolvers } from './claims/claim.resolvers.ts';
import { createNoteMessage } from './messages/message.commands.ts';
import { createMessageResolvers } from './messages/message.resolvers.ts';
import { createMeetingCommands } from './meetings/meeting.commands.ts';
import { createMeetingResolvers } from './meetings/meeting.resolvers.ts';
import { createReviewCommands } from './reviews/review.commands.ts';
import { createReviewResolvers } from './reviews/review.resolvers.ts';
import { createDeadlineResolvers } from './deadlines/deadline.resolvers.ts';
import { createExtendDeadline } from './deadlines/extension.commands.ts';
import { createExtensionResolvers } from './deadlines/extension.resolvers.ts';
import type { EventFeed } from './events/event-feed.ts';
import { createEventSubscriptions } from './events/event.subscriptions.ts';
import { createProgressSubscriptions } from './events/progress.subscriptions.ts';
import type { Resolvers } from './generated/resolver-types.ts';
import { createFormFields } from './forms/form.resolvers.ts';
import type { FormOrder } from './forms/form.kind.ts';
import type { LinkDocument } from '../kit/documents/document-desk.ts';
import { createDueNoticesLoader } from './notices/due-notices.loaders.ts';
import { createReportNotice } from './notices/notice.commands.ts';
import { createNoticeResolvers } from './notices/notice.resolvers.ts';
import { createOutcomeResolvers } from './outcomes/outcome.resolvers.ts';
import { createPetitionResolvers } from './petitions/petition.resolvers.ts';
import { createPolicyTimelinessResolvers } from './policies/policy-timeliness.resolvers.ts';
import { createRecordModeration } from './moderation/moderation.commands.ts';
import { createModerationResolvers } from './moderation/moderation.resolvers.ts';
import type { OpenDataOrder } from './publications/open-data.kind.ts';
import { createRecordPublicVersion } from './publications/publication.commands.ts';
import { createPublicationResolvers } from './publications/publication.resolvers.ts';
import { createNotifyReceipt } from './receipts/receipt.commands.ts';
import { createRegisterPetition } from './registration/registration.commands.ts';
import { createRegistrationResolvers } from './registration/registration.resolvers.ts';
import { createReplyToPetitioner } from './replies/reply.commands.ts';
import { createReplyResolvers } from './replies/reply.resolvers.ts';
import { createRoutingFields, suggestedUnitResolvers } from './routing/suggested-unit.resolvers.ts';
import type { StatisticsExports } from './statistics/export/exports.ts';
import { createPublishedResolvers } from './statistics/published.resolvers.ts';
import { createStatisticsResolvers } from './statistics/statistics.resolvers.ts';
import { createUnreadAlertResolvers } from './unread/unread-alert.resolvers.ts';
import { timelinessResolvers } from './statistics/timeliness.resolvers.ts';
import { createTrustDistrictKey } from './district-keys/district-key.commands.ts';
import { createDistrictKeyResolvers } from './district-keys/district-key.resolvers.ts';
import { createWebhookCommands } from './webhooks/webhook.commands.ts';
import { createWebhookResolvers } from './webhooks/webhook.resolvers.ts';
import { createStatusResolvers } from './status/status.resolvers.ts';

/** All resolvers of schema/casework.graphql. */
export function createResolvers(
  deps: ActDeps & {
    orm: MikroORM;
    /** Seals what casework keeps secret. */
    vault: Vault;
    feed: EventFeed;
    linkForm: LinkDocument<FormOrder>;
    exports: StatisticsExports;
    linkOpenData: LinkDocument<OpenDataOrder>;
  },
): Resolvers<CaseworkContext> {
  const registration = createRegistrationResolvers({
    registerPetition: createRegisterPetition(deps),
  });
  const cases = createCaseResolvers({ commands: createCaseCommands(deps), clock: deps.clock });
  const assignments = createAssignmentResolvers({
    issueAssignment: createIssueAssignment(deps),
    commands: createHandlingCommands(deps),
  });
  const extensions = createExtensionResolvers({ extendDeadline: createExtendDeadline(deps) });
  const replies = createReplyResolvers({ replyToPetitioner: createReplyToPetitioner(deps) });
  const claims = createClaimResolvers(createClaimCommands(deps));
  const meetings = createMeetingResolvers(createMeetingCommands(deps));
  const reviews = createReviewResolvers(createReviewCommands(deps));
  const urges = createUrgeResolvers(createUrgeCommands(deps), deps);
  const supervision = createSupervisionResolvers(
    createSupervisionCommands(deps),
    createCirculateSupervision(deps),
  );
  const appeals = createAppealResolvers(createAppealCommands(deps));
  const commitments = createCommitmentResolvers(createCommitmentCommands(deps), deps);
  const examples = createExampleResolvers(createExampleCommands(deps), deps);
  const inspections = createInspectionResolvers(createRecordInspection(deps));
  const categories = createCategoryResolvers(createClassifyCase(deps), deps);
  const repeats = createRepeatResolvers(createRepeatCommands(deps));
  const candidates = createCandidateResolvers(deps);
  const unread = createUnreadAlertResolvers(deps.profile);
  const ratings = createRatingResolvers(createRatingCommands(deps));
  const statistics = createStatisticsResolvers(deps);
  const published = createPublishedResolvers(deps);
  const events = createEventSubscriptions(deps);
  const progress = createProgressSubscriptions(deps);
  const status = createStatusResolvers(deps);
  const publications = createPublicationResolvers({
    ...deps,
    recordPublicVersion: createRecordPublicVersion(deps),
  });
  const webhooks = createWebhookResolvers(createWebhookCommands(deps));
  const districtKeys = createDistrictKeyResolvers(createTrustDistrictKey(deps));
  const custody = createCustodyResolvers(deps);
  const moderation = createModerationResolvers(createRecordModeration(deps));
  const outcomes = createOutcomeResolvers(deps);
  const notices = createNoticeResolvers({
    loadDueNotices: createDueNoticesLoader(deps),
    reportNotice: createReportNotice(deps),
  });
  const objections = createObjectionResolvers(createObjectionCommands(deps));
  return {
    ...scalarResolvers,
    ...cases,
    ...assignments,
    ...replies,
    Case: {
      ...cases.Case,
      ...createActionResolvers(deps).Case,
      ...registration.Case,
      ...custody.Case,
      ...claims.Case,
      ...meetings.Case,
      ...reviews.Case,
      ...urges.Case,
      ...supervision.Case,
      ...ratings.Case,
      ...examples.Case,
      ...categories.Case,
      ...repeats.Case,
      ...commitments.Case,
      ...appeals.Case,
      ...moderation.Case,
    },
    Appeal: appeals.Appeal,
    Webhook: webhooks.Webhook,
    Commitment: commitments.Commitment,
    Example: examples.Example,
    RepeatLink: repeats.RepeatLink,
    Inspection: inspections.Inspection,
    Claim: claims.Claim,
    Meeting: meetings.Meeting,
    Review: reviews.Review,
    Contact: reviews.Contact,
    Supervision: supervision.Supervision,
    SupervisionCandidate: candidates.SupervisionCandidate,
    Urge: urges.Urge,
    Circular: urges.Circular,
    LateExplanation: urges.LateExplanation,
    CustodyEntry: custody.CustodyEntry,
    CaseOutcome: outcomes.CaseOutcome,
    OutcomeReply: outcomes.OutcomeReply,
    ...createAccountResolvers(deps),
    ...createPetitionResolvers({ ...createFormFields(deps), ...createRoutingFields(deps) }),
    ...statistics,
    ...published,
    ...publications,
    ...status,
    CaseStatus: { ...status.CaseStatus, ...moderation.CaseStatus },
    ...createDeadlineResolvers(deps),
    ...extensions,
    ...alertResolvers,
    ...events,
    CaseProgressedEvent: progress.CaseProgressedEvent,
    Subscription: { ...events.Subscription, ...progress.Subscription },
    ...suggestedUnitResolvers,
    UnreadAlert: unread.UnreadAlert,
    Unit: { __resolveType: ({ __typename }) => __typename },
    Query: {
      ...cases.Query,
      ...events.Query,
      ...status.Query,
      ...statistics.Query,
      ...published.Query,
      ...publications.Query,
      ...timelinessResolvers.Query,
      ...candidates.Query,
      ...commitments.Query,
      ...examples.Query,
      ...inspections.Query,
      ...unread.Query,
      ...webhooks.Query,
      ...categories.Query,
      ...outcomes.Query,
      ...createPolicyTimelinessResolvers(deps).Query,
      ...notices.Query,
    },
    Mutation: {
      ...registration.Mutation,
      ...moderation.Mutation,
      ...publications.Mutation,
      ...districtKeys.Mutation,
      ...webhooks.Mutation,
      ...cases.Mutation,
      ...assignments.Mutation,
      ...objections.Mutation,
      ...claims.Mutation,
      ...meetings.Mutation,
      ...reviews.Mutation,
      ...urges.Mutation,
      ...supervision.Mutation,
      ...ratings.Mutation,
      ...examples.Mutation,
      ...inspections.Mutation,
      ...categories.Mutation,
      ...repeats.Mutation,
      ...commitments.Mutation,
      ...appeals.Mutation,
      ...replies.Mutation,
      ...extensions.Mutation,
      ...notices.Mutation,
      ...createMessageResolvers(createNoteMessage(deps)).Mutation,
      notifyReceipt: caseMutation(createNotifyReceipt(deps)),
    },
  };
}
