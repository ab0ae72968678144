import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActDeps } from '../act-deps.ts';
import { CaseEntity, type CaseRow } from '../cases/case.entity.ts';
import { move } from '../cases/case.rules.ts';
import { appendEvents } from '../events/event-log.commands.ts';
import { addReply } from '../replies/reply.store.ts';
import type { Answer } from './registration.rules.ts';

/** Of a letter that was answered before it came to us: the answer, as of its own time. */
export async function recordAnswer(
  { deadlines }: ActDeps,
  em: EntityManager,
  { id: caseId, mailboxUnit = null }: CaseRow,
  { content, repliedAt }: Answer,
): Promise<void> {
  // Whether it was published is not known, so it is not published now (R66).
  const visibility = 'PRIVATE';
  addReply(em, {
    id: `reply:${randomUUIDv7()}`,
    caseId,
    content,
    visibility,
    unitId: mailboxUnit,
    repliedAt,
  });
  const row = await em.findOneOrFail(CaseEntity, { id: caseId });
  row.state = move(move(row.state, 'REPLY'), 'CONCLUDE');
  row.concludedAt = repliedAt;
  await deadlines.meetDeadlines(em, { caseId, kinds: ['HANDLING'], metAt: repliedAt });
  const event = { caseId, unitId: mailboxUnit, at: repliedAt };
  await appendEvents(em, [
    { ...event, act: 'REPLY_GIVEN' },
    { ...event, act: 'CASE_CONCLUDED' },
  ]);
}
