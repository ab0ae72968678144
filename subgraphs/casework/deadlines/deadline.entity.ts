import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { LIMIT_KINDS, START_EVENTS } from '../../kit/profile/policy.ts';
import { AssignmentEntity } from '../assignments/assignment.entity.ts';
import { CaseEntity } from '../cases/case.entity.ts';

/**
 * startsOn and dueOn are days in Asia/Shanghai; dueAt is the end of dueOn. calendarThrough is the
 * last published day when it was counted out; a calendar that reaches further counts it again.
 */
export const DeadlineEntity = defineEntity({
  name: 'Deadline',
  tableName: 'deadline',
  properties: {
    id: p.text().primary(),
    caseId: () => p.manyToOne(CaseEntity).mapToPk().joinColumn('case_id').index(),
    assignmentId: () =>
      p
        .manyToOne(AssignmentEntity)
        .mapToPk()
        .joinColumn('assignment_id')
        .nullable()
        .deleteRule('no action')
        .index(),
    kind: p.enum(LIMIT_KINDS),
    unitId: p.text().nullable(),
    rule: p.text(),
    citation: p.text(),
    amount: p.integer(),
    dayUnit: p.enum(['WORKING_DAY', 'CALENDAR_DAY']),
    startEvent: p.enum(START_EVENTS),
    startsOn: p.date(),
    dueOn: p.date(),
    dueAt: p.datetime(3),
    dueSoonAt: p.datetime(3),
    metAt: p.datetime(3).nullable(),
    isProvisional: p.boolean(),
    policyVersion: p.text(),
    calendarVersion: p.text(),
    calendarThrough: p.date(),
  },
  indexes: [
    { name: 'deadline_open_due_at_index', properties: 'dueAt', where: 'met_at is null' },
    { name: 'deadline_open_due_soon_at_index', properties: 'dueSoonAt', where: 'met_at is null' },
    { name: 'deadline_calendar_through_index', properties: ['calendarThrough', 'dueOn'] },
  ],
});

export type DeadlineRow = InferEntity<typeof DeadlineEntity>;
