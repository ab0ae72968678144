import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';

/** One of the things a petitioner asks for (R28); settled once finding and outcome are recorded. */
export const ClaimEntity = defineEntity({
  name: 'Claim',
  tableName: 'claim',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    summary: sealedText('claim.summary'),
    addedAt: p.datetime(3),
    finding: p
      .enum(['SUBSTANTIATED', 'PARTLY_SUBSTANTIATED', 'UNSUBSTANTIATED', 'NOT_VERIFIABLE'])
      .nullable(),
    legalOutcome: p.enum(['SUPPORTED', 'EXPLAINED', 'NOT_SUPPORTED']).nullable(),
    note: sealedText('claim.note').nullable(),
    settledAt: p.datetime(3).nullable(),
    unitId: p.text().nullable(),
  },
});

export type ClaimRow = InferEntity<typeof ClaimEntity>;
