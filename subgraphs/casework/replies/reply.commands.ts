import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { perform } from '../act.ts';
import type { ActDeps } from '../act-deps.ts';
import type { AssignmentRow } from '../assignments/assignment.entity.ts';
import { assignmentsOfHeldCase } from '../assignments/assignment.store.ts';
import { lockCase } from '../cases/case.store.ts';
import { appendEvent } from '../events/event-log.commands.ts';
import { checkText, REPLY_MAX_CHARS } from '../input/text.rules.ts';
import { actingUnit, bureauOf } from '../units/unit.ts';
import type { ReplyRow } from './reply.entity.ts';
import { decideReply } from './reply.rules.ts';
import { addReply, findRepliesBy } from './reply.store.ts';

interface ReplyRequest {
  caseId: string;
  content: string;
  visibility: ReplyRow['visibility'];
  idempotencyKey?: string | null | undefined;
}

/** Answers the petitioner; resolves to the reply's id. */
export type ReplyToPetitioner = (actor: Actor, reply: ReplyRequest) => Promise<string>;

export function createReplyToPetitioner(deps: ActDeps): ReplyToPetitioner {
  return (actor, { idempotencyKey, ...reply }) => {
    const request = { act: 'replyToPetitioner', ...reply };
    return perform(deps.orm, { actor, request, idempotencyKey }, (em) =>
      replyToPetitioner(deps, em, actor, reply),
    );
  };
}

async function replyToPetitioner(
  deps: ActDeps,
  em: EntityManager,
  actor: Actor,
  { caseId, content, visibility }: ReplyRequest,
): Promise<string> {
  const row = await lockCase(em, actor, caseId);
  const decision = decideReply(actor, {
    row,
    assignments: await assignmentsOfHeldCase(em, caseId),
    replies: await findRepliesBy(em, 'caseId', [caseId]),
    bureau: bureauOf(row, deps.profile.city),
  });
  const at = deps.clock.now();
  const unitId = actingUnit(actor, deps.profile.city);
  const reply: ReplyRow = {
    id: `reply:${randomUUIDv7()}`,
    caseId,
    content: checkText('content', content, REPLY_MAX_CHARS),
    visibility,
    unitId,
    repliedAt: at,
  };
  addReply(em, reply);
  row.state = decision.nextState;
  if (decision.referral) await completeReferral(deps, em, decision.referral, at);
  if (row.state === 'REPLIED')
    await deps.deadlines.meetDeadlines(em, { caseId, kinds: ['HANDLING'], metAt: at });
  await appendEvent(em, {
    caseId,
    act: 'REPLY_GIVEN',
    at,
    unitId,
    assignmentId: decision.referral?.id ?? null,
  });
  return reply.id;
}

/** R62: the reply is what the referral was for. */
async function completeReferral(
  { deadlines }: ActDeps,
  em: EntityManager,
  referral: AssignmentRow,
  at: Date,
): Promise<void> {
  referral.state = 'COMPLETED';
  referral.completedAt = at;
  await deadlines.meetDeadlines(em, {
    caseId: referral.caseId,
    kinds: ['ASSIGNMENT'],
    assignmentId: referral.id,
    metAt: at,
  });
}
