import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { CaseEntity } from '../cases/case.entity.ts';

/** 初审 (R89) has signer and petitioner's opinion, 复审 (R90) the call-back's result and remark. */
export const ReviewEntity = defineEntity({
  name: 'Review',
  tableName: 'review',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    stage: p.enum(['FIRST', 'SECOND']),
    signedBy: p.text().nullable(),
    petitionerOpinion: p.text().nullable(),
    callBackResult: p.enum(['CONFIRMED', 'REFUTED']).nullable(),
    callBackRemark: p.text().nullable(),
    reviewedAt: p.datetime(3),
    unitId: p.text().nullable(),
  },
});

export type ReviewRow = InferEntity<typeof ReviewEntity>;
