import type { MikroORM } from '@mikro-orm/postgresql';
import type { DocumentLink, LinkDocument } from '../../kit/documents/document-desk.ts';
import { checkPageSize, toPage } from '../../kit/pages/keyset.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { CaseworkContext } from '../context.ts';
import { shanghaiDay } from '../deadlines/shanghai-time.ts';
import type {
  MutationResolvers,
  OpenDataFormat,
  PublishedAnswerConnectionResolvers,
  PublishedAnswerEdgeResolvers,
  PublishedAnswerResolvers,
  QueryResolvers,
} from '../generated/resolver-types.ts';
import { requireMailboxOf } from '../registration/registration.rules.ts';
import { toUnit } from '../units/unit.ts';
import { excerptsOf } from './highlight.rules.ts';
import type { OpenDataOrder } from './open-data.kind.ts';
import {
  checkSearch,
  checkVersion,
  cursorOf,
  isUuid,
  publicationConditions,
  readCursor,
  shownIn,
} from './publication.rules.ts';
import {
  countPublications,
  countTopics,
  findPublications,
  keepVersion,
  type PublicationRow,
  type PublicationSearch,
} from './publication.store.ts';

/** One found answer and what it was found by. */
export interface PublishedEdge {
  cursor: string;
  node: PublicationRow;
  search: string | null;
}

/** A page, and what it is a page of. */
export interface PublishedPage {
  edges: PublishedEdge[];
  pageInfo: ReturnType<typeof toPage>['pageInfo'];
  of: Pick<PublicationSearch, 'conditions' | 'query'>;
}

interface PublicationDeps {
  orm: MikroORM;
  clock: Clock;
  linkOpenData: LinkDocument<OpenDataOrder>;
}

const SHOWCASE_MAX = 50;
/** A link to the same file is given to all who ask until so long before its end. */
const LEFT_MS = 2 * 60_000;

/** For everybody, signed in or not: nothing here depends on who asks. */
export function createPublicationResolvers({ orm, clock, linkOpenData }: PublicationDeps): {
  Query: Pick<
    QueryResolvers<CaseworkContext>,
    'publishedAnswers' | 'publishedAnswer' | 'publishedTopics' | 'showcase' | 'openData'
  >;
  Mutation: Pick<MutationResolvers<CaseworkContext>, 'recordPublicVersion'>;
  PublishedAnswer: PublishedAnswerResolvers<CaseworkContext>;
  PublishedAnswerEdge: PublishedAnswerEdgeResolvers<CaseworkContext>;
  PublishedAnswerConnection: PublishedAnswerConnectionResolvers<CaseworkContext>;
} {
  const read = (search: Partial<PublicationSearch> & Pick<PublicationSearch, 'limit'>) =>
    findPublications(orm.em.fork(), { conditions: [], query: null, after: null, ...search });
  const links = new Map<OpenDataFormat, DocumentLink>();
  return {
    Query: {
      publishedAnswers: async (_root, { filter, search, first, after }) => {
        const of = { conditions: publicationConditions(filter ?? {}), query: checkSearch(search) };
        const limit = checkPageSize(first) + 1;
        const rows = await read({ ...of, after: readCursor(after), limit });
        const { edges, pageInfo } = toPage(rows, first, Boolean(after), cursorOf);
        return { edges: edges.map((edge) => ({ ...edge, search: search ?? null })), pageInfo, of };
      },
      publishedAnswer: async (_root, { id }) => {
        if (!isUuid(id)) return null;
        const conditions = [{ sql: 'p.id = ?::uuid', params: [id] }];
        return (await read({ conditions, limit: 1 }))[0] ?? null;
      },
      publishedTopics: () => countTopics(orm.em.fork()),
      showcase: (_root, { month }) => read({ conditions: [shownIn(month)], limit: SHOWCASE_MAX }),
      openData: async (_root, { format }) => {
        const known = links.get(format);
        if (known && known.expiresAt.getTime() - clock.now().getTime() > LEFT_MS) return known;
        const link = await linkOpenData({ format });
        links.set(format, link);
        return link;
      },
    },
    Mutation: {
      recordPublicVersion: async (_root, { version }, { actor }) => {
        requireMailboxOf(actor, version.petitionId);
        return { isRecorded: await keepVersion(orm.em.fork(), checkVersion(version)) };
      },
    },
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
      totalCount: ({ of }) => countPublications(orm.em.fork(), of),
    },
  };
}
