import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';
import { AssignmentEntity } from './assignment.entity.ts';

/** Why a unit says that a matter is not its own, and what became of it; one per assignment. */
export const ObjectionEntity = defineEntity({
  name: 'Objection',
  tableName: 'objection',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    assignmentId: () =>
      p.manyToOne(AssignmentEntity).mapToPk().joinColumn('assignment_id').unique(),
    reason: sealedText('objection.reason'),
    objectedAt: p.datetime(3),
    outcome: p.enum(['PENDING', 'UPHELD', 'REJECTED']),
    decidedAt: p.datetime(3).nullable(),
    note: sealedText('objection.note').nullable(),
  },
});

export type ObjectionRow = InferEntity<typeof ObjectionEntity>;
