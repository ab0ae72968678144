import { randomUUID } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { DeliveryError } from '../../outbox/delivery-error.ts';
import { NOTICE_KINDS } from '../../profile/notice-template.ts';
import type { CaseworkClient } from '../casework-client.ts';

const QUERY = `query NoticesDue($after: String) {
  noticesDue(first: 100, after: $after) {
    cursor hasMore notices { id petitionId kind registrationNumber at }
  }
}`;

const pageShape = z.object({
  cursor: z.string(),
  hasMore: z.boolean(),
  notices: z.array(
    z.object({
      id: z.string(),
      petitionId: z.string(),
      kind: z.enum(NOTICE_KINDS),
      registrationNumber: z.string(),
      at: z.coerce.date(),
    }),
  ),
});

/** What petitioners should be told, and where the next page begins; empty at the first time. */
export type DuePage = z.output<typeof pageShape>;

/** Up to where casework was asked; null before the first time. */
export async function readCursor(orm: MikroORM): Promise<string | null> {
  const [row] = await orm.em
    .fork()
    .execute<{ cursor: string | null }[]>('select cursor from notice_feed');
  return row?.cursor ?? null;
}

/** @throws DeliveryError */
export async function askDueNotices(
  casework: CaseworkClient,
  after: string | null,
  signal: AbortSignal,
): Promise<DuePage> {
  const requestId = randomUUID();
  const data = await casework.call({ query: QUERY, variables: { after }, requestId, signal });
  const page = pageShape.safeParse(data.noticesDue);
  if (page.success) return page.data;
  throw new DeliveryError('ANSWER_INVALID', false, { cause: page.error });
}

/** False where another replica was first. */
export async function moveCursor(
  em: EntityManager,
  after: string | null,
  cursor: string,
): Promise<boolean> {
  const moved = await em.execute<unknown[]>(
    'update notice_feed set cursor = ? where cursor is not distinct from ? returning is_only',
    [cursor, after],
  );
  return moved.length > 0;
}
