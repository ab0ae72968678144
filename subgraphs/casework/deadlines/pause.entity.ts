import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { DeadlineEntity } from './deadline.entity.ts';

/** Days that do not count, both included, in Asia/Shanghai. */
export const PauseEntity = defineEntity({
  name: 'DeadlinePause',
  tableName: 'deadline_pause',
  properties: {
    id: p.text().primary(),
    deadlineId: () => p.manyToOne(DeadlineEntity).mapToPk().joinColumn('deadline_id').index(),
    cause: p.enum(['HEARING']),
    rule: p.text(),
    citation: p.text(),
    from: p.date().fieldName('first_day'),
    to: p.date().fieldName('last_day'),
  },
});

export type PauseRow = InferEntity<typeof PauseEntity>;
