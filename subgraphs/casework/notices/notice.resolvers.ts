import type { CaseworkContext } from '../context.ts';
import type { MutationResolvers, QueryResolvers } from '../generated/resolver-types.ts';
import type { LoadDueNotices } from './due-notices.loaders.ts';
import type { ReportNotice } from './notice.commands.ts';

interface NoticeDeps {
  loadDueNotices: LoadDueNotices;
  reportNotice: ReportNotice;
}

export function createNoticeResolvers({ loadDueNotices, reportNotice }: NoticeDeps): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'noticesDue'>;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'reportNotice'>;
} {
  return {
    Query: {
      noticesDue: (_root, page, { actor }) => loadDueNotices(actor, page),
    },
    Mutation: {
      reportNotice: async (_root, report, { actor }) => ({
        isRecorded: await reportNotice(actor, report),
      }),
    },
  };
}
