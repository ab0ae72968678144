import type { EntitySchema, InferEntity } from '@mikro-orm/core';
import { AssignmentEntity } from '../assignments/assignment.entity.ts';
import { ObjectionEntity } from '../assignments/objection.entity.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { DeadlineEntity } from '../deadlines/deadline.entity.ts';
import type { WorkingCalendar } from '../deadlines/working-calendar.ts';
import { ReplyEntity } from '../replies/reply.entity.ts';

/** Every table that hangs on a case and is read whole to decide what may be done to it. */
export const RECORDS = {
  assignments: AssignmentEntity,
  replies: ReplyEntity,
  deadlines: DeadlineEntity,
  objections: ObjectionEntity,
} as const satisfies Record<string, EntitySchema>;

/** What the ids of each table begin with. */
export const ID_PREFIXES: Record<RecordName, string> = {
  assignments: 'assignment',
  replies: 'reply',
  deadlines: 'deadline',
  objections: 'objection',
};

export type RecordName = keyof typeof RECORDS;
export type RecordRow<Name extends RecordName> = InferEntity<(typeof RECORDS)[Name]>;

/** The rows of each table, in order of creation. */
export type Records = { [Name in RecordName]: RecordRow<Name>[] };

/** What does not depend on the case. */
export interface Circumstances {
  now: Date;
  calendar: WorkingCalendar;
}

/** A case with all that was done to it: what every rule about a next act decides by. */
export interface Dossier extends Records, Circumstances {
  row: CaseRow;
  /** The bureau that serves the mailbox (R67). */
  bureau: string | null;
}
