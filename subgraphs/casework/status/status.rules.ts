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

/** The day by which the petitioner is owed an answer; an extension replaces what was set before. */
export function answerDueOn(
  deadlines: readonly Pick<DeadlineRow, 'kind' | 'dueOn'>[],
): string | null {
  const days = deadlines.filter(({ kind }) => kind === 'HANDLING').map(({ dueOn }) => dueOn);
  return days.toSorted().at(-1) ?? null;
}
