import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';

/** 督办 and its Form B, filled in step by step: consent, visit, result (R84, R85). */
export const SupervisionEntity = defineEntity({
  name: 'Supervision',
  tableName: 'supervision',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    kind: p.enum(['ORDINARY', 'JOINT', 'SIGNATURE_DISPUTE']),
    reason: sealedText('supervision.reason'),
    openedBy: p.text().nullable(),
    openedAt: p.datetime(3),
    approvedBy: p.text().nullable(),
    consentedAt: p.datetime(3).nullable(),
    officers: p.array().default([]),
    visitedAt: p.datetime(3).nullable(),
    place: sealedText('supervision.place').nullable(),
    visitRecord: sealedText('supervision.visit_record').nullable(),
    resultKind: p.enum(['OPINION', 'MINUTES']).nullable(),
    result: sealedText('supervision.result').nullable(),
    deliveredTo: p.array().default([]),
    deliveredAt: p.datetime(3).nullable(),
  },
});

export type SupervisionRow = InferEntity<typeof SupervisionEntity>;
