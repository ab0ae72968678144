import { randomUUIDv7 } from 'node:crypto';
import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import type { AlertLevel } from '../alerts/alert.rules.ts';
import { insertAlerts } from '../alerts/alert.store.ts';
import type { DeadlineRow } from '../deadlines/deadline.entity.ts';
import { actOnRecord, type HeldCase, type Keyed } from '../dossier/case-act.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { checkCircular, checkLateExplanation, checkUrge, urgesOf } from './urge.rules.ts';

interface OnDeadline extends Keyed {
  deadlineId: string;
}

/** What a circular says. */
export interface CircularText {
  findings: string;
  recommendations: string;
  accountabilityProposal: string;
}

interface Circular extends OnDeadline, CircularText {}

/** Each resolves to the case's id. */
export interface UrgeCommands {
  urge: (actor: Actor, input: OnDeadline & { note: string }) => Promise<string>;
  issueCircular: (actor: Actor, input: Circular) => Promise<string>;
  giveLateExplanation: (actor: Actor, input: OnDeadline & { reason: string }) => Promise<string>;
}

const ON_DEADLINE = { name: 'deadlines', argument: 'deadlineId' } as const;

export function createUrgeCommands(deps: ActDeps): UrgeCommands {
  return {
    urge: (actor, input) =>
      actOnRecord(deps, actor, { ...ON_DEADLINE, act: 'urge', input }, (held, deadline) =>
        urge(held, deadline, input.note),
      ),
    issueCircular: (actor, input) =>
      actOnRecord(deps, actor, { ...ON_DEADLINE, act: 'issueCircular', input }, (held, deadline) =>
        issueCircular(held, deadline, input),
      ),
    giveLateExplanation: (actor, input) =>
      actOnRecord(
        deps,
        actor,
        { ...ON_DEADLINE, act: 'giveLateExplanation', input },
        (held, deadline) => giveLateExplanation(held, deadline, input.reason),
      ),
  };
}

async function urge(held: HeldCase, deadline: DeadlineRow, note: string): Promise<string> {
  checkUrge(held.actor, held.dossier, deadline);
  held.add('urges', {
    deadlineId: deadline.id,
    note: checkText('note', note, NOTE_MAX_CHARS),
    urgedBy: held.unitId,
    urgedAt: held.at,
  });
  await held.append('URGED', { unitId: deadline.unitId });
  const before = urgesOf(held.dossier, deadline);
  await raise(held, deadline, before === 0 ? 'URGED_ONCE' : 'URGED_TWICE');
  return held.row.id;
}

async function issueCircular(
  held: HeldCase,
  deadline: DeadlineRow,
  text: CircularText,
): Promise<string> {
  checkCircular(held.actor, held.dossier, deadline);
  held.add('circulars', {
    deadlineId: deadline.id,
    ...checkCircularText(text),
    issuedBy: held.unitId,
    issuedAt: held.at,
  });
  await held.append('CIRCULAR_ISSUED', { unitId: deadline.unitId });
  await raise(held, deadline, 'CIRCULATED');
  return held.row.id;
}

/** @throws BAD_USER_INPUT for an empty or overlong part */
export function checkCircularText(text: CircularText): CircularText {
  const { findings, recommendations, accountabilityProposal: proposal } = text;
  return {
    findings: checkText('findings', findings, NOTE_MAX_CHARS),
    recommendations: checkText('recommendations', recommendations, NOTE_MAX_CHARS),
    accountabilityProposal: checkText('accountabilityProposal', proposal, NOTE_MAX_CHARS),
  };
}

async function giveLateExplanation(
  held: HeldCase,
  deadline: DeadlineRow,
  reason: string,
): Promise<string> {
  checkLateExplanation(held.actor, held.dossier, deadline);
  held.add('lateExplanations', {
    deadlineId: deadline.id,
    reason: checkText('reason', reason, NOTE_MAX_CHARS),
    explainedBy: held.unitId,
    explainedAt: held.at,
  });
  await held.append('LATE_EXPLAINED');
  return held.row.id;
}

/** Whoever watches overdue alerts sees the pressure rise, each level of a deadline once. */
async function raise(held: HeldCase, deadline: DeadlineRow, level: AlertLevel): Promise<void> {
  const { id: deadlineId, unitId } = deadline;
  const id = `alert:${randomUUIDv7()}`;
  const alert = { id, deadlineId, caseId: held.row.id, unitId, level, raisedAt: held.at };
  const [raised] = await insertAlerts(held.em, [alert]);
  if (raised) await held.append('OVERDUE_ALERTED', { unitId, alertId: raised.id });
}
