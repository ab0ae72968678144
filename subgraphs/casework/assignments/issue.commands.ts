import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput } from '../../kit/errors.ts';
import type { ActDeps } from '../act-deps.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import type { CaseState } from '../cases/case.rules.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import { actOnCase, type HeldCase } from '../dossier/case-act.ts';
import { checkOptionalText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { joinWait } from '../messages/wait.commands.ts';
import { requireUnit } from '../units/unit.rules.ts';
import type { AssignmentRow } from './assignment.entity.ts';
import { checkIssue, requireBelow, requireNoLead, requireNotAssigned } from './assignment.rules.ts';

export interface Issue {
  caseId: string;
  kind: AssignmentRow['kind'];
  unit: string;
  instruction?: string | null | undefined;
  /** Of 参阅 only (R81). */
  asksFeedback?: boolean;
  /** Answers for the whole where several units have a part (主办). */
  isLead?: boolean;
  idempotencyKey?: string | null | undefined;
}

/** Gives a unit its part in a case: 转送 (R62), 交办 (R64) or 参阅 (R81); resolves to its id. */
export type IssueAssignment = (actor: Actor, issue: Issue) => Promise<string>;

export function createIssueAssignment(deps: ActDeps): IssueAssignment {
  return (actor, input) =>
    actOnCase(deps, actor, { act: 'issueAssignment', input }, (held) =>
      issueAssignment(deps, held, input),
    );
}

async function issueAssignment(deps: ActDeps, held: HeldCase, issue: Issue): Promise<string> {
  const { row, dossier } = held;
  const next = checkIssue(held.actor, dossier, issue.kind);
  requireBelow(held.actor, dossier, issue.unit);
  checkUnit(deps, row, issue.unit, held.at);
  requireNotAssigned(dossier.assignments, issue.unit, row.state);
  if (issue.isLead) requireNoLead(dossier.assignments, row.state);
  const { id } = await giveTo(held, issue, next);
  return id;
}

/** Adds an assignment to a held case and moves the case. */
export async function giveTo(
  held: HeldCase,
  issue: Issue,
  nextState: CaseState,
): Promise<AssignmentRow> {
  const { em, row, at } = held;
  const assignment = held.add('assignments', toAssignment(issue, held));
  row.state = nextState;
  if (!row.handlingUnits.includes(issue.unit))
    row.handlingUnits = [...row.handlingUnits, issue.unit];
  const { unitId, id: assignmentId } = assignment;
  await held.append('ASSIGNMENT_ISSUED', { unitId, assignmentId });
  await joinWait(em, row, { unitId, at });
  return assignment;
}

/** @throws BAD_USER_INPUT where the unit cannot be given the case's matter on that day */
export function checkUnit({ profile }: ActDeps, row: CaseRow, unit: string, at: Date): void {
  requireUnit(profile, unit, shanghaiDay(at));
  if (row.accusedUnits.includes(unit))
    throw badUserInput('unit', 'a unit that the letter does not accuse', `"${unit}"`);
  if (unit === row.mailboxUnit)
    throw badUserInput('unit', "another unit than the mailbox's own", `"${unit}"`);
}

function toAssignment(
  issue: Issue,
  { at, unitId }: HeldCase,
): Omit<AssignmentRow, 'id' | 'caseId'> {
  return {
    kind: issue.kind,
    unitId: issue.unit,
    state: 'ISSUED',
    instruction: checkOptionalText('instruction', issue.instruction, NOTE_MAX_CHARS),
    asksFeedback: issue.asksFeedback ?? false,
    isLead: issue.isLead ?? false,
    issuedBy: unitId,
    issuedAt: at,
    receivedAt: null,
    completedAt: null,
    feedback: null,
    returnedAt: null,
    settledAt: null,
  };
}
