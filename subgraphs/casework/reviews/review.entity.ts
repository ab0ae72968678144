import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
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
    petitionerOpinion: sealedText('review.petitioner_opinion').nullable(),
    callBackResult: p.enum(['CONFIRMED', 'REFUTED']).nullable(),
    callBackRemark: sealedText('review.call_back_remark').nullable(),
    reviewedAt: p.datetime(3),
    unitId: p.text().nullable(),
  },
});

export type ReviewRow = InferEntity<typeof ReviewEntity>;
