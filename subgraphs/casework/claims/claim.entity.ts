import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { CaseEntity } from '../cases/case.entity.ts';

/** One of the things a petitioner asks for (R28); settled once finding and outcome are recorded. */
export const ClaimEntity = defineEntity({
  name: 'Claim',
  tableName: 'claim',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    summary: p.text(),
    addedAt: p.datetime(3),
    finding: p
      .enum(['SUBSTANTIATED', 'PARTLY_SUBSTANTIATED', 'UNSUBSTANTIATED', 'NOT_VERIFIABLE'])
      .nullable(),
    legalOutcome: p.enum(['SUPPORTED', 'EXPLAINED', 'NOT_SUPPORTED']).nullable(),
    note: p.text().nullable(),
    settledAt: p.datetime(3).nullable(),
    unitId: p.text().nullable(),
  },
});

export type ClaimRow = InferEntity<typeof ClaimEntity>;
