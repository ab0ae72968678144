import type { MikroORM } from '@mikro-orm/postgresql';
import { checkPageSize } from '../../kit/pages/keyset.ts';
import type { CaseworkContext } from '../context.ts';
import type {
  CaseOutcomeResolvers,
  OutcomeReplyResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import { loadOutcomes } from './outcome.loaders.ts';
import { fromOutcomeCursor, mailboxAsking, toOutcomeCursor } from './outcome.rules.ts';

/** R40: what goes up again to those from whom a matter came; the event log is its outbox. */
export function createOutcomeResolvers({ orm }: { orm: MikroORM }): {
  Query: Pick<QueryResolvers<CaseworkContext>, 'caseOutcomes'>;
  CaseOutcome: CaseOutcomeResolvers<CaseworkContext>;
  OutcomeReply: OutcomeReplyResolvers<CaseworkContext>;
} {
  return {
    Query: {
      caseOutcomes: async (_root, { after, first }, { actor }) => {
        const mailbox = mailboxAsking(actor);
        const limit = checkPageSize(first);
        const position = fromOutcomeCursor(after ?? null);
        const query = { mailbox, after: position, limit };
        const { rows, next, hasMore } = await loadOutcomes(orm, query);
        return { outcomes: rows, cursor: toOutcomeCursor(next), hasMore };
      },
    },
    CaseOutcome: {
      id: ({ registrationNumber, act, seq }) => `${registrationNumber}:${act}:${seq}`,
      repeatOf: ({ firstRegistration }) => firstRegistration,
      replies: ({ act, caseId }, _args, { loaders }) =>
        act === 'REGISTERED' ? [] : loaders.repliesByCase.load(caseId),
    },
    OutcomeReply: {
      content: ({ visibility, content }) => (visibility === 'PUBLIC' ? content : null),
    },
  };
}
