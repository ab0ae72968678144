import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';

/** 满意度评价: one per case (R37). */
export const RatingEntity = defineEntity({
  name: 'Rating',
  tableName: 'rating',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').unique(),
    satisfaction: p.enum(['VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED']),
    comment: sealedText('rating.comment').nullable(),
    ratedAt: p.datetime(3),
  },
});

export type RatingRow = InferEntity<typeof RatingEntity>;
