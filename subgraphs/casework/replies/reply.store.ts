import type { EntityManager } from '@mikro-orm/postgresql';
import { ReplyEntity, type ReplyRow } from './reply.entity.ts';

/** Replies in order of time, past anything an earlier read remembered. */
export function findRepliesBy(
  em: EntityManager,
  column: 'id' | 'caseId',
  values: readonly string[],
): Promise<ReplyRow[]> {
  return em.find(
    ReplyEntity,
    { [column]: { $in: [...values] } },
    { disableIdentityMap: true, orderBy: { repliedAt: 'asc', id: 'asc' } },
  );
}

export function addReply(em: EntityManager, row: ReplyRow): void {
  em.persist(em.create(ReplyEntity, row));
}
