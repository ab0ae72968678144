import type { EntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { createListLoader, createLoader } from '../../kit/loaders/batch-loader.ts';
import type { ReplyRow } from './reply.entity.ts';
import { findRepliesBy } from './reply.store.ts';

export interface ReplyLoaders {
  replyById: DataLoader<string, ReplyRow | null>;
  /** In order of time. */
  repliesByCase: DataLoader<string, ReplyRow[]>;
}

export function createReplyLoaders(em: EntityManager): ReplyLoaders {
  return {
    replyById: createLoader(
      (ids) => findRepliesBy(em, 'id', ids),
      (row) => row.id,
    ),
    repliesByCase: createListLoader(
      (ids) => findRepliesBy(em, 'caseId', ids),
      (row) => row.caseId,
    ),
  };
}
