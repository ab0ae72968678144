import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';

export const CASE_STATES = [
  'REGISTERED',
  'ACCEPTED',
  'DECLINED',
  'ASSIGNED',
  'REPLIED',
  'FIRST_REVIEWED',
  'SECOND_REVIEWED',
  'CONCLUDED',
  'ARCHIVED',
] as const;

/** dueAt is the soonest deadline that is not met; null where nothing is owed. */
export const CaseEntity = defineEntity({
  name: 'Case',
  tableName: 'case',
  properties: {
    id: p.text().primary(),
    registrationNumber: p.text().unique(),
    petitionId: p.text().unique(),
    mailbox: p.enum(['MAYOR', 'DISTRICT', 'DEPARTMENT', 'NATIONAL']),
    mailboxUnit: p.text().nullable().index(),
    channel: p.enum(['ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE']),
    type: p.enum(['CONSULTATION', 'SUGGESTION', 'COMPLAINT', 'HELP']),
    state: p.enum(CASE_STATES),
    submittedAt: p.datetime(3),
    registeredAt: p.datetime(3),
    acceptedAt: p.datetime(3).nullable(),
    concludedAt: p.datetime(3).nullable(),
    archivedAt: p.datetime(3).nullable(),
    importance: sealedText('case.importance').nullable(),
    /** Names joined by a slash, from the general to the particular. */
    category: p.text().nullable(),
    contentFingerprint: p.text().nullable(),
    repeatOf: p.text().nullable(),
    sameMatterAs: p.text().nullable(),
    signatoryCount: p.integer(),
    petitionerAccount: p.text().nullable().index(),
    queryCodeHash: p.text().unique(),
    declineGround: p
      .enum(['STATUTORY_PROCEDURE', 'OTHER_STATE_ORGAN', 'DUPLICATE', 'OUT_OF_SCOPE', 'INVALID'])
      .nullable(),
    guidance: sealedText('case.guidance').nullable(),
    handlingUnits: p.array().default([]),
    /** Nothing of the case is theirs to see or to handle. */
    accusedUnits: p.array().default([]),
    /** The city's office that is accused, see kept-from.rules.ts of the kit. */
    keptFrom: p.enum(['CITY_BUREAU', 'CITY_OFFICE', 'BOTH']).nullable(),
    /** Who has the case where that is BOTH; one of the handling units all along. */
    keptBy: p.text().nullable(),
    dueAt: p.datetime(3).nullable(),
    /** Since when it is known that a notice did not reach the petitioner. */
    noticeFailedAt: p.datetime(3).nullable(),
    /** When the petitioner's newest message came; null once a unit has answered. */
    unansweredMessageAt: p.datetime(3).nullable(),
    policy: p.text(),
  },
  indexes: [
    { name: 'case_registered_at_id_index', properties: ['registeredAt', 'id'] },
    { name: 'case_submitted_at_id_index', properties: ['submittedAt', 'id'] },
    { name: 'case_due_at_id_index', properties: ['dueAt', 'id'] },
    {
      name: 'case_open_due_at_id_index',
      properties: ['dueAt', 'id'],
      include: ['state', 'mailboxUnit', 'handlingUnits'],
      where: "state in ('REGISTERED', 'ACCEPTED', 'ASSIGNED')",
    },
    {
      name: 'case_kept_from_index',
      properties: 'id',
      include: ['keptFrom'],
      where: 'kept_from is not null',
    },
    {
      name: 'case_unanswered_message_index',
      properties: ['registeredAt', 'id'],
      where: 'unanswered_message_at is not null',
    },
    { name: 'case_handling_units_index', properties: 'handlingUnits', type: 'gin' },
  ],
});

export type CaseRow = InferEntity<typeof CaseEntity>;
