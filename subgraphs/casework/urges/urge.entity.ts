import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
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
    note: p.text(),
    urgedBy: p.text().nullable(),
    urgedAt: p.datetime(3),
  },
});

/** 通报: what follows urges without result (R83) or a supervision (R33), with recommendations. */
export const CircularEntity = defineEntity({
  name: 'Circular',
  tableName: 'circular',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    deadlineId: () =>
      p.manyToOne(DeadlineEntity).mapToPk().joinColumn('deadline_id').nullable().unique(),
    supervisionId: () =>
      p.manyToOne(SupervisionEntity).mapToPk().joinColumn('supervision_id').nullable().unique(),
    findings: p.text(),
    recommendations: p.text(),
    accountabilityProposal: p.text(),
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
    reason: p.text(),
    explainedBy: p.text().nullable(),
    explainedAt: p.datetime(3),
  },
});

export type UrgeRow = InferEntity<typeof UrgeEntity>;
export type CircularRow = InferEntity<typeof CircularEntity>;
export type LateExplanationRow = InferEntity<typeof LateExplanationEntity>;
