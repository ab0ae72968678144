import type { MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import { readBounds } from '../events/event-log.store.ts';
import type { DueNoticePage } from '../generated/resolver-types.ts';
import { fromDueCursor, mailboxOf, toDueCursor, TOLD_ACTS } from './notice.rules.ts';
import { readTold } from './notice.store.ts';

/**
 * What petitioners of the actor's mailbox should be told, a page at a time.
 * @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, CURSOR_INVALID
 */
export type LoadDueNotices = (
  actor: Actor,
  page: { first: number; after?: string | null | undefined },
) => Promise<DueNoticePage>;

export function createDueNoticesLoader({ orm }: { orm: MikroORM }): LoadDueNotices {
  return async (actor, { first, after }) => {
    const mailbox = mailboxOf(actor);
    const limit = checkPageSize(first);
    const em = orm.em.fork();
    if (!after)
      return { notices: [], cursor: toDueCursor((await readBounds(em)).head), hasMore: false };
    const { events, next, isFull } = await readTold(em, mailbox, fromDueCursor(after), limit);
    const notices = events.map(({ act, ...event }) => ({ ...event, kind: TOLD_ACTS[act] }));
    return { notices, cursor: toDueCursor(next), hasMore: isFull };
  };
}
