import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { AlertEntity } from '../alerts/alert.entity.ts';
import { AssignmentEntity } from '../assignments/assignment.entity.ts';
import { CaseEntity } from '../cases/case.entity.ts';
import { UnreadAlertEntity } from '../unread/unread-alert.entity.ts';

/** Checked where they are written, by their type: every act has its command. */
export const CASE_ACTS = [
  'CASE_REGISTERED',
  'CASE_ACCEPTED',
  'CASE_DECLINED',
  'ASSIGNMENT_ISSUED',
  'ASSIGNMENT_RECEIVED',
  'ASSIGNMENT_OBJECTED',
  'OBJECTION_DECIDED',
  'ASSIGNMENT_RETURNED',
  'JURISDICTION_SETTLED',
  'FEEDBACK_GIVEN',
  'REPLY_GIVEN',
  'RECEIPT_NOTIFIED',
  'NOTICE_FAILED',
  'EXTENSION_GRANTED',
  'DEADLINE_RECOMPUTED',
  'OVERDUE_ALERTED',
  'UNREAD_ALERTED',
  'SUPERVISION_OPENED',
  'SUPERVISION_CONSENTED',
  'SITE_VISITED',
  'SUPERVISION_DELIVERED',
  'SIGNATURE_DISPUTED',
  'CASE_RATED',
  'APPEAL_REQUESTED',
  'APPEAL_DECIDED',
  'HEARING_HELD',
  'COMMITMENT_RECORDED',
  'COMMITMENT_FOLLOWED_UP',
  'EXAMPLE_RECORDED',
  'EXAMPLE_SHOWCASED',
  'URGED',
  'CIRCULAR_ISSUED',
  'LATE_EXPLAINED',
  'CLAIM_ADDED',
  'CLAIM_SETTLED',
  'CASE_CLASSIFIED',
  'MARKED_IMPORTANT',
  'MEETING_HELD',
  'FIRST_REVIEWED',
  'SECOND_REVIEWED',
  'LETTER_HELD',
  'LETTER_RELEASED',
  'LETTER_REJECTED',
  'REJECTION_APPEALED',
  'REPLY_PUBLISHED',
  'MESSAGE_SENT',
  'MESSAGE_WAITING',
  'MESSAGE_ANSWERED',
  'REPEAT_LINKED',
  'REPEAT_UNLINKED',
  'PETITIONER_CONTACTED',
  'CASE_ARCHIVED',
  'CASE_CONCLUDED',
] as const;

/**
 * The append-only log; xid is the writing transaction, which decides when an event may be read. It
 * is null of an event too old to be delivered (event-retention.ts), which still is history.
 * districts have a part in the case by then: kept, since a replay must tell what was told live.
 */
export const CaseEventEntity = defineEntity({
  name: 'CaseEvent',
  tableName: 'case_event',
  properties: {
    seq: p.bigint('string').primary().autoincrement().columnType('bigint'),
    xid: p.string().columnType('xid8').nullable().defaultRaw('pg_current_xact_id()'),
    /** Null for what happens to a unit, in no case. */
    caseId: () =>
      p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').nullable().deleteRule('no action'),
    act: p.text().$type<(typeof CASE_ACTS)[number]>(),
    unitId: p.text().nullable(),
    districts: p.array().default([]),
    assignmentId: () =>
      p
        .manyToOne(AssignmentEntity)
        .mapToPk()
        .joinColumn('assignment_id')
        .nullable()
        .deleteRule('no action'),
    alertId: () =>
      p.manyToOne(AlertEntity).mapToPk().joinColumn('alert_id').nullable().deleteRule('no action'),
    unreadAlertId: () =>
      p
        .manyToOne(UnreadAlertEntity)
        .mapToPk()
        .joinColumn('unread_alert_id')
        .nullable()
        .deleteRule('no action'),
    at: p.datetime(3),
  },
  indexes: [
    {
      name: 'case_event_xid_seq_index',
      properties: ['xid', 'seq'],
      where: 'xid is not null',
    },
    { name: 'case_event_case_id_seq_index', properties: ['caseId', 'seq'] },
    {
      name: 'case_event_act_xid_seq_index',
      properties: ['act', 'xid', 'seq'],
      where: 'xid is not null',
    },
    {
      name: 'case_event_assignment_id_index',
      properties: 'assignmentId',
      where: `act = 'ASSIGNMENT_ISSUED'`,
    },
    {
      name: 'case_event_alert_id_index',
      properties: 'alertId',
      where: 'alert_id is not null',
    },
  ],
});

export type CaseEventRow = InferEntity<typeof CaseEventEntity>;
