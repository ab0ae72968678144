import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { badUserInput } from '../../kit/errors.ts';
import { perform } from '../act.ts';
import type { ActDeps } from '../act-deps.ts';
import { requireBureau } from '../cases/case.access.rules.ts';
import type { CaseRow } from '../cases/case.entity.ts';
import { move } from '../cases/case.rules.ts';
import { lockCase } from '../cases/case.store.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import { appendEvent } from '../events/event-log.commands.ts';
import { checkOptionalText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import { requireUnit } from '../units/unit.rules.ts';
import type { AssignmentRow } from './assignment.entity.ts';
import { isBinding, requireNotAssigned } from './assignment.rules.ts';
import { addAssignment, assignmentsOfHeldCase } from './assignment.store.ts';

export interface Issue {
  caseId: string;
  kind: AssignmentRow['kind'];
  unit: string;
  instruction?: string | null | undefined;
  /** Of 参阅 only (R81). */
  asksFeedback?: boolean;
  idempotencyKey?: string | null | undefined;
}

/** Gives a unit its part in a case: 转送 (R62), 交办 (R64) or 参阅 (R81); resolves to its id. */
export type IssueAssignment = (actor: Actor, issue: Issue) => Promise<string>;

export function createIssueAssignment(deps: ActDeps): IssueAssignment {
  return (actor, { idempotencyKey, ...issue }) => {
    const request = { act: 'issueAssignment', ...issue };
    return perform(deps.orm, { actor, request, idempotencyKey }, (em) =>
      issueAssignment(deps, em, actor, issue),
    );
  };
}

async function issueAssignment(
  deps: ActDeps,
  em: EntityManager,
  actor: Actor,
  issue: Issue,
): Promise<string> {
  const at = deps.clock.now();
  const row = await lockCase(em, actor, issue.caseId);
  requireBureau(actor, row, 'assign this case');
  checkUnit(deps, row, issue.unit, at);
  const assignment = toAssignment(issue, at);
  const next = move(row.state, isBinding(issue) ? 'ASSIGN' : 'ISSUE_FOR_REFERENCE');
  requireNotAssigned(await assignmentsOfHeldCase(em, row.id), issue.unit, row.state);
  row.state = next;
  if (!row.handlingUnits.includes(issue.unit))
    row.handlingUnits = [...row.handlingUnits, issue.unit];
  addAssignment(em, assignment);
  await appendEvent(em, {
    caseId: row.id,
    act: 'ASSIGNMENT_ISSUED',
    at,
    unitId: issue.unit,
    assignmentId: assignment.id,
  });
  return assignment.id;
}

function checkUnit({ profile }: ActDeps, row: CaseRow, unit: string, at: Date): void {
  requireUnit(profile, unit, shanghaiDay(at));
  if (unit === row.mailboxUnit)
    throw badUserInput('unit', "another unit than the mailbox's own", `"${unit}"`);
}

function toAssignment(issue: Issue, issuedAt: Date): AssignmentRow {
  return {
    id: `assignment:${randomUUIDv7()}`,
    caseId: issue.caseId,
    kind: issue.kind,
    unitId: issue.unit,
    state: 'ISSUED',
    instruction: checkOptionalText('instruction', issue.instruction, NOTE_MAX_CHARS),
    asksFeedback: issue.asksFeedback ?? false,
    issuedAt,
    receivedAt: null,
    completedAt: null,
    feedback: null,
  };
}
