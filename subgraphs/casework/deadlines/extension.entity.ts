import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { sealedText } from '../../kit/secrecy/sealed-text.ts';
import { EXTENSION_GROUNDS } from '../../kit/profile/policy.ts';
import { DeadlineEntity } from './deadline.entity.ts';

/** What was granted and by which rule; the deadline's own rule and amount stay as they were. */
export const ExtensionEntity = defineEntity({
  name: 'DeadlineExtension',
  tableName: 'deadline_extension',
  properties: {
    id: p.text().primary(),
    deadlineId: () => p.manyToOne(DeadlineEntity).mapToPk().joinColumn('deadline_id').index(),
    ground: p.enum(EXTENSION_GROUNDS),
    rule: p.text(),
    citation: p.text(),
    mode: p.enum(['TO', 'BY']),
    amount: p.integer(),
    dayUnit: p.enum(['WORKING_DAY', 'CALENDAR_DAY']),
    reason: sealedText('deadline_extension.reason'),
    approvedBy: p.text().nullable(),
    reasonToldAt: p.datetime(3).nullable(),
    grantedAt: p.datetime(3),
    dueOnBefore: p.date(),
    dueOnAfter: p.date(),
  },
});

export type ExtensionRow = InferEntity<typeof ExtensionEntity>;
