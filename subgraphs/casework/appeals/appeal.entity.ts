import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';
import { DeadlineEntity } from '../deadlines/deadline.entity.ts';

/** 复查 and 复核: each asked for once at most (art. 35, art. 36). */
export const AppealEntity = defineEntity({
  name: 'Appeal',
  tableName: 'appeal',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    deadlineId: () =>
      p
        .manyToOne(DeadlineEntity)
        .mapToPk()
        .joinColumn('deadline_id')
        .nullable()
        .deleteRule('no action'),
    kind: p.enum(['REVIEW', 'FINAL_REVIEW']),
    grounds: sealedText('appeal.grounds'),
    requestedAt: p.datetime(3),
    outcome: p.enum(['UPHELD', 'REVISED']).nullable(),
    opinion: sealedText('appeal.opinion').nullable(),
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime(3).nullable(),
  },
  uniques: [{ name: 'appeal_case_id_kind_unique', properties: ['caseId', 'kind'] }],
});

export type AppealRow = InferEntity<typeof AppealEntity>;
