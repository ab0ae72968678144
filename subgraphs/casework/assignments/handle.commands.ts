import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { perform } from '../act.ts';
import type { ActDeps } from '../act-deps.ts';
import { isHandler } from '../cases/case.access.rules.ts';
import { appendEvent } from '../events/event-log.commands.ts';
import { checkText, NOTE_MAX_CHARS } from '../input/text.rules.ts';
import {
  refuseOthersAssignment,
  requireReceivable,
  requireReportable,
  isBinding,
} from './assignment.rules.ts';
import { lockAssignment, type HeldAssignment } from './assignment.store.ts';

interface AssignmentAct {
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

export function createHandlingCommands(deps: ActDeps): HandlingCommands {
  return {
    receiveAssignment: (actor, { assignmentId, idempotencyKey }) => {
      const request = { act: 'receiveAssignment', assignmentId };
      return perform(deps.orm, { actor, request, idempotencyKey }, (em) =>
        receiveAssignment(deps, em, actor, assignmentId),
      );
    },
    giveFeedback: (actor, { assignmentId, content, idempotencyKey }) => {
      const request = { act: 'giveFeedback', assignmentId, content };
      return perform(deps.orm, { actor, request, idempotencyKey }, (em) =>
        giveFeedback(deps, em, actor, { assignmentId, content }),
      );
    },
  };
}

/** R55: the leg's own clock starts when its unit takes it, not when it was sent. */
async function receiveAssignment(
  deps: ActDeps,
  em: EntityManager,
  actor: Actor,
  assignmentId: string,
): Promise<string> {
  const held = await lockAssignment(em, actor, assignmentId);
  const { assignment, row } = held;
  if (!isHandler(actor, assignment.unitId)) refuseOthersAssignment('receive');
  requireReceivable(assignment);
  const at = deps.clock.now();
  assignment.state = 'RECEIVED';
  assignment.receivedAt = at;
  if (isBinding(assignment) || assignment.asksFeedback) await startLeg(deps, em, held, at);
  await appendEvent(em, {
    caseId: row.id,
    act: 'ASSIGNMENT_RECEIVED',
    at,
    unitId: assignment.unitId,
    assignmentId,
  });
  return assignmentId;
}

async function startLeg(
  { deadlines }: ActDeps,
  em: EntityManager,
  { assignment, row }: HeldAssignment,
  startedAt: Date,
): Promise<void> {
  await deadlines.startDeadline(em, {
    caseId: row.id,
    kind: 'ASSIGNMENT',
    petitionType: row.type,
    registeredAt: row.registeredAt,
    startedAt,
    unitId: assignment.unitId,
    assignmentId: assignment.id,
  });
}

/** R64, R81: the handler reports; with that its own leg is done. */
async function giveFeedback(
  deps: ActDeps,
  em: EntityManager,
  actor: Actor,
  { assignmentId, content }: Feedback,
): Promise<string> {
  const { assignment, row } = await lockAssignment(em, actor, assignmentId);
  if (!isHandler(actor, assignment.unitId)) refuseOthersAssignment('report on');
  const feedback = checkText('content', content, NOTE_MAX_CHARS);
  requireReportable(assignment);
  const at = deps.clock.now();
  Object.assign(assignment, { state: 'COMPLETED', completedAt: at, feedback });
  await deps.deadlines.meetDeadlines(em, {
    caseId: row.id,
    kinds: ['ASSIGNMENT'],
    assignmentId,
    metAt: at,
  });
  await appendEvent(em, {
    caseId: row.id,
    act: 'FEEDBACK_GIVEN',
    at,
    unitId: assignment.unitId,
    assignmentId,
  });
  return assignmentId;
}
