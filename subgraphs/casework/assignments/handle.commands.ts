import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import { actOnRecord, type HeldCase } from '../dossier/case-act.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import type { DeadlineStart } from '../deadlines/deadline.commands.ts';
import type { AssignmentRow } from './assignment.entity.ts';
import { checkFeedback, checkReceipt, isBinding } from './assignment.rules.ts';

export interface AssignmentAct {
  assignmentId: string;
  idempotencyKey?: string | null | undefined;
}

interface Feedback extends AssignmentAct {
  content: string;
}

/** Each resolves to the assignment's id. */
export interface HandlingCommands {
  receiveAssignment(actor: Actor, act: AssignmentAct): Promise<string>;
  giveFeedback(actor: Actor, feedback: Feedback): Promise<string>;
}

const ON_ASSIGNMENT = { name: 'assignments', argument: 'assignmentId' } as const;

export function createHandlingCommands(deps: ActDeps): HandlingCommands {
  return {
    receiveAssignment: (actor, input) =>
      actOnRecord(
        deps,
        actor,
        { ...ON_ASSIGNMENT, act: 'receiveAssignment', input },
        (held, assignment) => receiveAssignment(deps, held, assignment),
      ),
    giveFeedback: (actor, input) =>
      actOnRecord(
        deps,
        actor,
        { ...ON_ASSIGNMENT, act: 'giveFeedback', input },
        (held, assignment) => giveFeedback(deps, held, assignment, input.content),
      ),
  };
}

/** Art. 23: whoever took a matter over tells the petitioner so. */
const NOTICE = { kind: 'RECEIPT_NOTICE', startEvent: 'ASSIGNMENT_RECEIVED' } as const;

/** R55: the leg's own clock starts when its unit takes it, not when it was sent. */
async function receiveAssignment(
  deps: ActDeps,
  held: HeldCase,
  assignment: AssignmentRow,
): Promise<string> {
  checkReceipt(held.actor, held.dossier, assignment);
  assignment.state = 'RECEIVED';
  assignment.receivedAt = held.at;
  if (isBinding(assignment) || assignment.asksFeedback) {
    await startOwn(deps, held, assignment, { kind: 'ASSIGNMENT' });
  }
  if (isBinding(assignment)) {
    await startOwn(deps, held, assignment, NOTICE);
    await meetLanding(deps, held);
  }
  const { unitId, id: assignmentId } = assignment;
  await held.append('ASSIGNMENT_RECEIVED', { unitId, assignmentId });
  return assignmentId;
}

/** R19, R42: with its receipt by a responsible unit the matter has landed. */
function meetLanding({ deadlines }: ActDeps, { em, row, at }: HeldCase): Promise<void> {
  return deadlines.meetDeadlines(em, { caseId: row.id, kinds: ['LANDING'], metAt: at });
}

/** A limit of the unit's own, from its receipt on. */
async function startOwn(
  { deadlines }: ActDeps,
  { em, row, at }: HeldCase,
  { unitId, id: assignmentId }: AssignmentRow,
  limit: Pick<DeadlineStart, 'kind' | 'startEvent'>,
): Promise<void> {
  await deadlines.startDeadline(em, {
    ...limit,
    caseId: row.id,
    startedAt: at,
    unitId,
    assignmentId,
  });
}

/** R64, R81: the handler reports; with that its own leg is done. */
async function giveFeedback(
  { deadlines }: ActDeps,
  held: HeldCase,
  assignment: AssignmentRow,
  content: string,
): Promise<string> {
  const { em, row, at } = held;
  checkFeedback(held.actor, held.dossier, assignment);
  const feedback = checkText('content', content, NOTE_MAX_CHARS);
  Object.assign(assignment, { state: 'COMPLETED', completedAt: at, feedback });
  const { unitId, id: assignmentId } = assignment;
  const leg = { caseId: row.id, kinds: ['ASSIGNMENT'], assignmentId, metAt: at } as const;
  await deadlines.meetDeadlines(em, leg);
  await held.append('FEEDBACK_GIVEN', { unitId, assignmentId });
  return assignmentId;
}
