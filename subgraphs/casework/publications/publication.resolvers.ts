import { LRUCache } from 'lru-cache';
import type { DocumentLink, LinkDocument } from '../../kit/documents/document-desk.ts';
import { totalOf } from '../../kit/pages/keyset.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { CaseworkContext } from '../context.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import type {
  MutationResolvers,
  OpenDatasetResolvers,
  PublishedAnswerConnectionResolvers,
  PublishedAnswerEdgeResolvers,
  PublishedAnswerResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import { toUnit } from '../units/unit.ts';
import { openDatasetResolvers } from './open-dataset.resolvers.ts';
import { excerptsOf } from './highlight.rules.ts';
import type { OpenDataOrder } from './open-data.kind.ts';
import type { RecordPublicVersion } from './publication.commands.ts';
import { checkMonth } from './publication.rules.ts';

interface PublicationDeps {
  recordPublicVersion: RecordPublicVersion;
  clock: Clock;
  linkOpenData: LinkDocument<OpenDataOrder>;
  profile: Profile;
}

/** A link to the same file is given to all who ask until so long before its end. */
const LEFT_MS = 2 * 60_000;
const LINKS_KEPT = 100;

/** For everybody, signed in or not: nothing that is read here depends on who asks. */
export function createPublicationResolvers(deps: PublicationDeps): {
  Query: Pick<
    QueryResolvers<CaseworkContext>,
    | 'publishedAnswers'
    | 'publishedAnswer'
    | 'publishedTopics'
    | 'showcase'
    | 'openData'
    | 'openDataset'
  >;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'recordPublicVersion'>;
  OpenDataset: OpenDatasetResolvers<CaseworkContext>;
  PublishedAnswer: PublishedAnswerResolvers<CaseworkContext>;
  PublishedAnswerEdge: PublishedAnswerEdgeResolvers<CaseworkContext>;
  PublishedAnswerConnection: PublishedAnswerConnectionResolvers<CaseworkContext>;
} {
  const linkOpenData = createSharedLinks(deps);
  return {
    Query: {
      publishedAnswers: (_root, asked, { loaders }) => loaders.publications.page(asked),
      publishedAnswer: (_root, { id }, { loaders }) => loaders.publications.byId(id),
      publishedTopics: (_root, _args, { loaders }) => loaders.publications.topics(),
      showcase: (_root, { month }, { loaders }) => loaders.publications.ofMonth(month),
      openData: (_root, { format, month }) =>
        linkOpenData({ format, month: month ? checkMonth(month) : null }),
      openDataset: () => deps.profile,
    },
    Mutation: {
      recordPublicVersion: async (_root, { version }, { actor }) => ({
        isRecorded: await deps.recordPublicVersion(actor, version),
      }),
    },
    OpenDataset: openDatasetResolvers,
    PublishedAnswer: {
      mailboxUnit: ({ mailboxUnit }) => (mailboxUnit ? toUnit(mailboxUnit) : null),
      repliedBy: ({ repliedBy }) => (repliedBy ? toUnit(repliedBy) : null),
      category: ({ category }) => category?.split('/') ?? null,
      submittedOn: ({ submittedAt }) => shanghaiDay(submittedAt),
      repliedOn: ({ repliedAt }) => shanghaiDay(repliedAt),
    },
    PublishedAnswerEdge: {
      excerpts: ({ node, search }) =>
        search === null
          ? []
          : excerptsOf(search, [
              { part: 'TITLE', text: node.title },
              { part: 'QUESTION', text: node.question },
              { part: 'ANSWER', text: node.answer },
            ]),
    },
    PublishedAnswerConnection: {
      totalCount: (page, _args, { loaders }) =>
        totalOf(page, () => loaders.publications.count(page.of)),
    },
  };
}

/** Anybody may ask, however often: one link serves all for some minutes. */
function createSharedLinks({
  clock,
  linkOpenData,
}: PublicationDeps): (order: OpenDataOrder) => Promise<DocumentLink> {
  const links = new LRUCache<string, DocumentLink>({ max: LINKS_KEPT });
  return async (order) => {
    const key = `${order.format} ${order.month ?? ''}`;
    const known = links.get(key);
    if (known && known.expiresAt.getTime() - clock.now().getTime() > LEFT_MS) return known;
    const link = await linkOpenData(order);
    links.set(key, link);
    return link;
  };
}
