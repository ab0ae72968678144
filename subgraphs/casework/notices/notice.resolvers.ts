import type { MikroORM } from '@mikro-orm/postgresql';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import type { CaseworkContext } from '../context.ts';
import { readBounds } from '../events/event-log.store.ts';
import type { MutationResolvers, QueryResolvers } from '../generated/resolver-types.ts';
import type { ReportNotice } from './notice.commands.ts';
import { fromDueCursor, mailboxOf, toDueCursor, TOLD_ACTS } from './notice.rules.ts';
import { readTold } from './notice.store.ts';

interface NoticeDeps {
  orm: MikroORM;
  reportNotice: ReportNotice;
}

export function createNoticeResolvers({ orm, reportNotice }: NoticeDeps): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'noticesDue'>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'reportNotice'>;
} {
  return {
    Query: {
      noticesDue: async (_root, { first, after }, { actor }) => {
        const mailbox = mailboxOf(actor);
        const limit = checkPageSize(first);
        const em = orm.em.fork();
        if (!after)
          return { notices: [], cursor: toDueCursor((await readBounds(em)).head), hasMore: false };
        const { events, next, isFull } = await readTold(em, mailbox, fromDueCursor(after), limit);
        const notices = events.map(({ act, ...event }) => ({ ...event, kind: TOLD_ACTS[act] }));
        return { notices, cursor: toDueCursor(next), hasMore: isFull };
      },
    },
    Mutation: {
      reportNotice: async (_root, report, { actor }) => ({
        isRecorded: await reportNotice(actor, report),
      }),
    },
  };
}
