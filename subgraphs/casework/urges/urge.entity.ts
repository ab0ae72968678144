import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { CaseEntity } from '../cases/case.entity.ts';
import { DeadlineEntity } from '../deadlines/deadline.entity.ts';
import { SupervisionEntity } from '../supervision/supervision.entity.ts';

/** 催办: a reminder of a deadline that has passed (R82). */
export const UrgeEntity = defineEntity({
  name: 'Urge',
  tableName: 'urge',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    deadlineId: () => p.manyToOne(DeadlineEntity).mapToPk().joinColumn('deadline_id'),
    note: sealedText('urge.note'),
    urgedBy: p.text().nullable(),
    urgedAt: p.datetime(3),
  },
});

/** 通报: what follows urges without result (R83) or a supervision (R33), with recommendations. */
export const CircularEntity = defineEntity({
  name: 'Circular',
  tableName: 'circular',
  checks: [
    {
      name: 'circular_cause_check',
      expression: 'num_nonnulls(deadline_id, supervision_id) = 1',
    },
  ],
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    deadlineId: () =>
      p
        .manyToOne(DeadlineEntity)
        .mapToPk()
        .joinColumn('deadline_id')
        .nullable()
        .unique()
        .deleteRule('no action'),
    supervisionId: () =>
      p
        .manyToOne(SupervisionEntity)
        .mapToPk()
        .joinColumn('supervision_id')
        .nullable()
        .unique()
        .deleteRule('no action'),
    findings: sealedText('circular.findings'),
    recommendations: sealedText('circular.recommendations'),
    accountabilityProposal: sealedText('circular.accountability_proposal'),
    issuedBy: p.text().nullable(),
    issuedAt: p.datetime(3),
  },
});

/** 情况说明: why something was late (R61). */
export const LateExplanationEntity = defineEntity({
  name: 'LateExplanation',
  tableName: 'late_explanation',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    deadlineId: () => p.manyToOne(DeadlineEntity).mapToPk().joinColumn('deadline_id').unique(),
    reason: sealedText('late_explanation.reason'),
    explainedBy: p.text().nullable(),
    explainedAt: p.datetime(3),
  },
});

export type UrgeRow = InferEntity<typeof UrgeEntity>;
export type CircularRow = InferEntity<typeof CircularEntity>;
export type LateExplanationRow = InferEntity<typeof LateExplanationEntity>;
