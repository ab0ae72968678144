import type { DeadlineRow } from '../deadlines/deadline.entity.ts';
import { CASE_ACTS, type CaseEventRow } from '../events/case-event.entity.ts';

/** R10: procedure and result are public; what offices remind and report each other is not. */
export function isPublicAct(act: CaseEventRow['act']): boolean {
  return !INTERNAL.has(act);
}

const INTERNAL: ReadonlySet<CaseEventRow['act']> = new Set([
  'OVERDUE_ALERTED',
  'FEEDBACK_GIVEN',
  'ASSIGNMENT_OBJECTED',
  'OBJECTION_DECIDED',
  'MARKED_IMPORTANT',
  'MESSAGE_WAITING',
  'MESSAGE_ANSWERED',
  'REPEAT_LINKED',
  'REPEAT_UNLINKED',
  'SUPERVISION_OPENED',
  'SUPERVISION_CONSENTED',
  'SITE_VISITED',
  'EXAMPLE_RECORDED',
  'URGED',
  'CIRCULAR_ISSUED',
  'LATE_EXPLAINED',
  'FIRST_REVIEWED',
  'SECOND_REVIEWED',
]);

/** What the petitioner is told of. */
export const PUBLIC_ACTS = CASE_ACTS.filter(isPublicAct);

/** The limit within which the petitioner is owed an answer; an extension replaces what was set before. */
export function answerDeadline<Row extends Pick<DeadlineRow, 'kind' | 'dueOn'>>(
  deadlines: readonly Row[],
): Row | null {
  const handling = deadlines.filter(({ kind }) => kind === 'HANDLING');
  return handling.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1)).at(-1) ?? null;
}
