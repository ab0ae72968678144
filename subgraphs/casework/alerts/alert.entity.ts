import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { CaseEntity } from '../cases/case.entity.ts';
import { DeadlineEntity } from '../deadlines/deadline.entity.ts';
import { ALERT_LEVELS } from './alert.rules.ts';

/** dueOn is the day the deadline fell on then: put off, it is warned of anew. */
export const AlertEntity = defineEntity({
  name: 'OverdueAlert',
  tableName: 'overdue_alert',
  properties: {
    id: p.text().primary(),
    deadlineId: () => p.manyToOne(DeadlineEntity).mapToPk().joinColumn('deadline_id'),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    unitId: p.text().nullable(),
    level: p.enum(ALERT_LEVELS),
    dueOn: p.date(),
    raisedAt: p.datetime(3),
  },
  uniques: [
    {
      name: 'overdue_alert_deadline_id_level_due_on_unique',
      properties: ['deadlineId', 'level', 'dueOn'],
    },
  ],
});

export type AlertRow = InferEntity<typeof AlertEntity>;
