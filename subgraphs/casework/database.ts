import type { MikroORM } from '@mikro-orm/postgresql';
import { openOrm } from '../kit/orm/open-orm.ts';
import type { Logger } from '../kit/process/log.ts';
import { useVault } from '../kit/secrecy/sealed-text.ts';
import type { Vault } from '../kit/secrecy/vault.ts';
import { AlertEntity } from './alerts/alert.entity.ts';
import { AssignmentEntity } from './assignments/assignment.entity.ts';
import { ObjectionEntity } from './assignments/objection.entity.ts';
import { ClaimEntity } from './claims/claim.entity.ts';
import { CaseEntity } from './cases/case.entity.ts';
import { DeadlineEntity } from './deadlines/deadline.entity.ts';
import { ExtensionEntity } from './deadlines/extension.entity.ts';
import { PauseEntity } from './deadlines/pause.entity.ts';
import { CaseEventEntity } from './events/case-event.entity.ts';
import { deadlineFactsMigration } from './migrations/2026-11-22-deadline-facts.migration.ts';
import { firstMigration } from './migrations/2026-11-22-first.migration.ts';
import { objectionsMigration } from './migrations/2026-11-22-objections.migration.ts';
import { MeetingEntity } from './meetings/meeting.entity.ts';
import { reviewsMigration } from './migrations/2026-11-22-reviews.migration.ts';
import { ContactEntity } from './reviews/contact.entity.ts';
import { urgesMigration } from './migrations/2026-11-22-urges.migration.ts';
import { CircularEntity, LateExplanationEntity, UrgeEntity } from './urges/urge.entity.ts';
import { supervisionMigration } from './migrations/2026-11-22-supervision.migration.ts';
import { supervisionCircularsMigration } from './migrations/2026-11-22-supervision-circulars.migration.ts';
import { SupervisionEntity } from './supervision/supervision.entity.ts';
import { ratingsMigration } from './migrations/2026-11-22-ratings.migration.ts';
import { AppealEntity } from './appeals/appeal.entity.ts';
import { appealsMigration } from './migrations/2026-11-22-appeals.migration.ts';
import { CommitmentEntity, FollowUpEntity } from './commitments/commitment.entity.ts';
import { commitmentsMigration } from './migrations/2026-11-22-commitments.migration.ts';
import { DocumentLinkEntity } from '../kit/documents/document-link.entity.ts';
import { alertDaysMigration } from './migrations/2026-11-22-alert-days.migration.ts';
import { refutedMigration } from './migrations/2026-11-22-refuted.migration.ts';
import { documentsMigration } from './migrations/2026-11-22-documents.migration.ts';
import { inspectionsMigration } from './migrations/2026-11-22-inspections.migration.ts';
import { sameMatterMigration } from './migrations/2026-11-22-same-matter.migration.ts';
import { InspectionEntity } from './inspections/inspection.entity.ts';
import { ExampleEntity } from './examples/example.entity.ts';
import { eventDistrictsMigration } from './migrations/2026-11-22-event-districts.migration.ts';
import { districtKeysMigration } from './migrations/2026-11-22-district-keys.migration.ts';
import { sealedWebhooksMigration } from './migrations/2026-11-22-sealed-webhooks.migration.ts';
import { webhooksMigration } from './migrations/2026-11-22-webhooks.migration.ts';
import { WebhookEntity } from './webhooks/webhook.entity.ts';
import { eventRetentionMigration } from './migrations/2026-11-22-event-retention.migration.ts';
import { examplesMigration } from './migrations/2026-11-22-examples.migration.ts';
import { disciplineUnitMigration } from './migrations/2026-11-22-discipline-unit.migration.ts';
import { keptFromMigration } from './migrations/2026-11-22-kept-from.migration.ts';
import { repeatLinksMigration } from './migrations/2026-11-22-repeat-links.migration.ts';
import { accusedUnitsMigration } from './migrations/2026-11-22-accused-units.migration.ts';
import { publicationListingMigration } from './migrations/2026-11-22-publication-listing.migration.ts';
import { publicationsMigration } from './migrations/2026-11-22-publications.migration.ts';
import { moderationMigration } from './migrations/2026-11-22-moderation.migration.ts';
import { petitionerMarksMigration } from './migrations/2026-11-22-petitioner-marks.migration.ts';
import { queryCodeGuessesMigration } from './migrations/2026-11-22-query-code-guesses.migration.ts';
import { categoriesMigration } from './migrations/2026-11-22-categories.migration.ts';
import { openCasesMigration } from './migrations/2026-11-22-open-cases.migration.ts';
import { failedNoticesMigration } from './migrations/2026-11-22-failed-notices.migration.ts';
import { unansweredMessagesMigration } from './migrations/2026-11-22-unanswered-messages.migration.ts';
import { caseFactsMigration } from './migrations/2026-11-22-case-facts.migration.ts';
import { unreadMigration } from './migrations/2026-11-22-unread.migration.ts';
import { UnreadAlertEntity } from './unread/unread-alert.entity.ts';
import { RatingEntity } from './ratings/rating.entity.ts';
import { ReviewEntity } from './reviews/review.entity.ts';
import { ReplyEntity } from './replies/reply.entity.ts';

interface CaseworkDatabase {
  databaseUrl: string;
  /** Seals what somebody has written. */
  vault: Vault;
  log: Logger;
}

/** Opens casework's own database schema, brought up to date; close with `orm.close()`. */
export async function openCaseworkOrm({ vault, ...deps }: CaseworkDatabase): Promise<MikroORM> {
  const orm = await openOrm({
    ...deps,
    schema: 'casework',
    entities: [
      CaseEntity,
      AssignmentEntity,
      ObjectionEntity,
      ClaimEntity,
      MeetingEntity,
      ContactEntity,
      ReviewEntity,
      RatingEntity,
      AppealEntity,
      ExampleEntity,
      CommitmentEntity,
      FollowUpEntity,
      SupervisionEntity,
      UrgeEntity,
      CircularEntity,
      LateExplanationEntity,
      ReplyEntity,
      DeadlineEntity,
      ExtensionEntity,
      PauseEntity,
      AlertEntity,
      UnreadAlertEntity,
      CaseEventEntity,
      DocumentLinkEntity,
      InspectionEntity,
      WebhookEntity,
    ],
    migrations: [
      firstMigration,
      deadlineFactsMigration,
      objectionsMigration,
      reviewsMigration,
      urgesMigration,
      supervisionMigration,
      ratingsMigration,
      appealsMigration,
      commitmentsMigration,
      examplesMigration,
      categoriesMigration,
      documentsMigration,
      alertDaysMigration,
      refutedMigration,
      sameMatterMigration,
      inspectionsMigration,
      caseFactsMigration,
      openCasesMigration,
      supervisionCircularsMigration,
      eventDistrictsMigration,
      eventRetentionMigration,
      accusedUnitsMigration,
      failedNoticesMigration,
      queryCodeGuessesMigration,
      petitionerMarksMigration,
      moderationMigration,
      unreadMigration,
      publicationsMigration,
      districtKeysMigration,
      webhooksMigration,
      keptFromMigration,
      repeatLinksMigration,
      sealedWebhooksMigration,
      publicationListingMigration,
      unansweredMessagesMigration,
      disciplineUnitMigration,
    ],
  });
  useVault(orm, vault);
  return orm;
}
