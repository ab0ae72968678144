import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import type { ActDeps } from '../act-deps.ts';
import type { AssignmentRow } from '../assignments/assignment.entity.ts';
import { actOnCase, type HeldCase } from '../dossier/case-act.ts';
import { checkText, REPLY_MAX_CHARS } from '../input/text.rules.ts';
import { endWait } from '../messages/wait.commands.ts';
import type { ReplyRow } from './reply.entity.ts';
import { decideReply } from './reply.rules.ts';
import { addReply } from './reply.store.ts';

interface ReplyRequest {
  caseId: string;
  content: string;
  visibility: ReplyRow['visibility'];
  idempotencyKey?: string | null | undefined;
}

/** Answers the petitioner; resolves to the reply's id. */
export type ReplyToPetitioner = (actor: Actor, reply: ReplyRequest) => Promise<string>;

export function createReplyToPetitioner(deps: ActDeps): ReplyToPetitioner {
  return (actor, input) =>
    actOnCase(deps, actor, { act: 'replyToPetitioner', input }, (held) =>
      replyToPetitioner(deps, held, input),
    );
}

async function replyToPetitioner(
  deps: ActDeps,
  held: HeldCase,
  { caseId, content, visibility }: ReplyRequest,
): Promise<string> {
  const { em, row, at, unitId } = held;
  const decision = decideReply(held.actor, held.dossier);
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
    await deps.deadlines.meetDeadlines(em, {
      caseId,
      kinds: ['HANDLING', 'RECEIPT_NOTICE', 'LANDING'],
      metAt: at,
    });
  await held.append('REPLY_GIVEN', { assignmentId: decision.referral?.id ?? null });
  await endWait(em, row, at);
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
