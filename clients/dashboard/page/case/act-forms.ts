import type { CaseAction } from '../../generated/operations.ts';
import type { ActForm, StaffAct } from './act-form.ts';
import { DOSSIER_ACTS } from './dossier-acts.ts';
import { EVERYDAY_ACTS } from './everyday-acts.ts';
import { SUPERVISION_ACTS } from './supervision-acts.ts';

/** A form for each act, those of everyday first. */
export const ACT_FORMS: Readonly<Record<StaffAct, ActForm>> = {
  ...EVERYDAY_ACTS,
  ...DOSSIER_ACTS,
  ...SUPERVISION_ACTS,
};

/** The forms of what may be done, those of everyday first. */
export function formsOf(actions: readonly CaseAction[]): [StaffAct, ActForm][] {
  return (Object.entries(ACT_FORMS) as [StaffAct, ActForm][]).filter(([act]) =>
    actions.includes(act),
  );
}

/** What takes a case forward, in the order in which it goes. */
const FORWARD: readonly StaffAct[] = [
  'ACCEPT_CASE',
  'ISSUE_REFERRAL',
  'RECEIVE_ASSIGNMENT',
  'GIVE_FEEDBACK',
  'REPLY_TO_PETITIONER',
  'REVIEW_FIRST',
  'REVIEW_SECOND',
  'CONCLUDE_CASE',
  'ARCHIVE_CASE',
];

/** The act to be shown as the next one; none where only side matters are open. */
export function nextAct(actions: readonly CaseAction[]): StaffAct | null {
  return FORWARD.find((act) => actions.includes(act)) ?? null;
}
