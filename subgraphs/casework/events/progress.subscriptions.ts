import { notFound } from '../../kit/errors.ts';
import { maySeeInternals } from '../cases/case.access.rules.ts';
import { seenCase } from '../cases/seen-case.ts';
import type { CaseworkContext } from '../context.ts';
import { found } from '../found.ts';
import type {
  CaseProgressedEventResolvers,
  SubscriptionCaseProgressedArgs,
  SubscriptionResolvers,
} from '../generated/resolver-types.ts';
import { caseOfActor, findByQueryCode, oneOfCodeAndId } from '../status/status.resolvers.ts';
import { PUBLIC_ACTS } from '../status/status.rules.ts';
import type { EventFeed } from './event-feed.ts';
import { EVERY_EVENT, toCursor, type EventFilter } from './event-position.ts';
import { underField } from './event-stream.ts';

interface ProgressResolvers {
  Subscription: Pick<SubscriptionResolvers<CaseworkContext>, 'caseProgressed'>;
  CaseProgressedEvent: CaseProgressedEventResolvers<CaseworkContext>;
}

/** What a subscriber follows, and what is asked again before each event; it throws, or is true. */
interface Followed {
  caseId: string;
  acts: EventFilter['acts'];
  check: () => Promise<boolean>;
}

export function createProgressSubscriptions({ feed }: { feed: EventFeed }): ProgressResolvers {
  return {
    Subscription: {
      caseProgressed: {
        subscribe: async (_root, args, context) => {
          const { caseId, acts, check } = await caseToFollow(args, context);
          const filter = { ...EVERY_EVENT, subscription: 'CASE_PROGRESSED', caseId, acts } as const;
          const { after, withOpen } = args;
          const start = { after, withOpen, onTold: context.watermark };
          return underField('caseProgressed', await feed.subscribe(filter, start), check);
        },
      },
    },
    CaseProgressedEvent: {
      cursor: (event) => toCursor('CASE_PROGRESSED', event),
      status: ({ caseId }, _args, { loaders }) => found(loaders.caseById, caseId ?? ''),
      case: ({ caseId }, _args, context) => seenCase(caseId, context),
    },
  };
}

function caseToFollow(
  args: SubscriptionCaseProgressedArgs,
  context: CaseworkContext,
): Promise<Followed> {
  const { queryCode, caseId } = oneOfCodeAndId(args);
  return queryCode === null ? followById(caseId, context) : followByCode(queryCode, context);
}

/** R17: the code is the right to what caseStatus shows. */
async function followByCode(code: string, context: CaseworkContext): Promise<Followed> {
  const row = await findByQueryCode(code, context);
  if (!row) throw notFound('queryCode', 'this code');
  return { caseId: row.id, acts: PUBLIC_ACTS, check: () => Promise.resolve(true) };
}

/** Who has a part in a case changes while it goes on. */
async function followById(caseId: string, context: CaseworkContext): Promise<Followed> {
  const check = async (): Promise<boolean> => {
    if (!(await caseOfActor(caseId, context))) throw notFound('caseId', caseId);
    return true;
  };
  await check();
  return { caseId, acts: maySeeInternals(context.actor) ? null : PUBLIC_ACTS, check };
}
