import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { CaseEntity } from '../cases/case.entity.ts';
import { DeadlineEntity } from '../deadlines/deadline.entity.ts';
import { ALERT_LEVELS } from './alert.rules.ts';

export const AlertEntity = defineEntity({
  name: 'OverdueAlert',
  tableName: 'overdue_alert',
  properties: {
    id: p.text().primary(),
    deadlineId: () => p.manyToOne(DeadlineEntity).mapToPk().joinColumn('deadline_id'),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    unitId: p.text().nullable(),
    level: p.enum(ALERT_LEVELS),
    raisedAt: p.datetime(3),
  },
  uniques: [
    { name: 'overdue_alert_deadline_id_level_unique', properties: ['deadlineId', 'level'] },
  ],
});

export type AlertRow = InferEntity<typeof AlertEntity>;
