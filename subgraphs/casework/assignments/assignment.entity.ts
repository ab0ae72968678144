import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';

export const AssignmentEntity = defineEntity({
  name: 'Assignment',
  tableName: 'assignment',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    kind: p.enum(['REFERRAL', 'MANDATE', 'FOR_REFERENCE']),
    unitId: p.text().index(),
    state: p.enum(['ISSUED', 'RECEIVED', 'COMPLETED', 'RETURNED']),
    instruction: sealedText('assignment.instruction').nullable(),
    asksFeedback: p.boolean().default(false),
    issuedAt: p.datetime(3),
    receivedAt: p.datetime(3).nullable(),
    completedAt: p.datetime(3).nullable(),
    feedback: sealedText('assignment.feedback').nullable(),
    isLead: p.boolean().default(false),
    issuedBy: p.text().nullable(),
    returnedAt: p.datetime(3).nullable(),
    settledAt: p.datetime(3).nullable(),
  },
  indexes: [
    {
      name: 'assignment_open_index',
      properties: 'id',
      where: `state = any (array['ISSUED', 'RECEIVED'])`,
    },
  ],
});

export type AssignmentRow = InferEntity<typeof AssignmentEntity>;
