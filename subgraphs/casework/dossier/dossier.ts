import type { EntitySchema, InferEntity } from '@mikro-orm/core';
import { AssignmentEntity } from '../assignments/assignment.entity.ts';
import { ObjectionEntity } from '../assignments/objection.entity.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { DeadlineEntity } from '../deadlines/deadline.entity.ts';
import type { WorkingCalendar } from '../deadlines/working-calendar.ts';
import type { Policy } from '../../kit/profile/policy.ts';
import { ClaimEntity } from '../claims/claim.entity.ts';
import { MeetingEntity } from '../meetings/meeting.entity.ts';
import { ContactEntity } from '../reviews/contact.entity.ts';
import { ReviewEntity } from '../reviews/review.entity.ts';
import { CircularEntity, LateExplanationEntity, UrgeEntity } from '../urges/urge.entity.ts';
import { SupervisionEntity } from '../supervision/supervision.entity.ts';
import type { ModerationRow } from '../moderation/moderation.store.ts';
import { AppealEntity } from '../appeals/appeal.entity.ts';
import { CommitmentEntity, FollowUpEntity } from '../commitments/commitment.entity.ts';
import { ExampleEntity } from '../examples/example.entity.ts';
import { RatingEntity } from '../ratings/rating.entity.ts';
import { ReplyEntity } from '../replies/reply.entity.ts';
import type { UnitDirectory } from '../../kit/profile/known-units.ts';

/** Every table that hangs on a case and is read whole to decide what may be done to it. */
export const RECORDS = {
  assignments: AssignmentEntity,
  replies: ReplyEntity,
  deadlines: DeadlineEntity,
  objections: ObjectionEntity,
  claims: ClaimEntity,
  meetings: MeetingEntity,
  contacts: ContactEntity,
  reviews: ReviewEntity,
  ratings: RatingEntity,
  appeals: AppealEntity,
  examples: ExampleEntity,
  commitments: CommitmentEntity,
  followUps: FollowUpEntity,
  supervisions: SupervisionEntity,
  urges: UrgeEntity,
  circulars: CircularEntity,
  lateExplanations: LateExplanationEntity,
} as const satisfies Record<string, EntitySchema>;

/** What the ids of each table begin with. */
export const ID_PREFIXES: Record<RecordName, string> = {
  assignments: 'assignment',
  replies: 'reply',
  deadlines: 'deadline',
  objections: 'objection',
  claims: 'claim',
  meetings: 'meeting',
  contacts: 'contact',
  reviews: 'review',
  ratings: 'rating',
  appeals: 'appeal',
  examples: 'example',
  commitments: 'commitment',
  followUps: 'followup',
  supervisions: 'supervision',
  urges: 'urge',
  circulars: 'circular',
  lateExplanations: 'explanation',
};

export type RecordName = keyof typeof RECORDS;
export type RecordRow<Name extends RecordName> = InferEntity<(typeof RECORDS)[Name]>;

type NullableKeys<Row> = { [Key in keyof Row]-?: null extends Row[Key] ? Key : never }[keyof Row];

/** What a new record is made of; whatever may be null may be left out. */
export type RecordContent<Name extends RecordName> = Omit<
  RecordRow<Name>,
  'id' | 'caseId' | NullableKeys<RecordRow<Name>>
> &
  Partial<Pick<RecordRow<Name>, NullableKeys<RecordRow<Name>>>>;

/** The rows of each table, in order of creation. */
export type Records = { [Name in RecordName]: RecordRow<Name>[] };

/** What does not depend on the case. */
interface Circumstances {
  now: Date;
  calendar: WorkingCalendar;
  directory: UnitDirectory;
}

/** A case with all that was done to it: what every rule about a next act decides by. */
export interface Dossier extends Records, Circumstances {
  row: CaseRow;
  /** The bureau that serves the mailbox (R67). */
  bureau: string | null;
  /** What its mailbox last said of the letter (R12); null where it was never in question. */
  moderation: Pick<ModerationRow, 'state'> | null;
  /** The one the case was registered under; null where none was in force. */
  policy: Policy | null;
}
