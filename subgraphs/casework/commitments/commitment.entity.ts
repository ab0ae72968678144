import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';

/** 承诺 that recurs every year on the day of its first time (R49). */
export const CommitmentEntity = defineEntity({
  name: 'Commitment',
  tableName: 'commitment',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    content: sealedText('commitment.content'),
    firstDueOn: p.date(),
    unitId: p.text().nullable(),
    madeAt: p.datetime(3),
  },
});

/** 跟踪: whether the commitment was kept in a year (R49). */
export const FollowUpEntity = defineEntity({
  name: 'FollowUp',
  tableName: 'follow_up',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    commitmentId: () => p.manyToOne(CommitmentEntity).mapToPk().joinColumn('commitment_id'),
    year: p.integer(),
    isKept: p.boolean(),
    note: sealedText('follow_up.note'),
    followedAt: p.datetime(3),
  },
  uniques: [{ name: 'follow_up_commitment_id_year_unique', properties: ['commitmentId', 'year'] }],
});

export type CommitmentRow = InferEntity<typeof CommitmentEntity>;
