import type { EntityManager } from '@mikro-orm/postgresql';
import { checkPageSize, toPage } from '../../kit/pages/keyset.ts';
import type { PublishedAnswerFilter } from '../generated/resolver-types.ts';
import {
  checkSearch,
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

interface PageArguments {
  filter?: PublishedAnswerFilter | null | undefined;
  search?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}

export interface PublicationLoaders {
  publications: {
    /** @throws BAD_USER_INPUT, CURSOR_INVALID */
    page: (asked: PageArguments) => Promise<PublishedPage>;
    count: (of: PublishedPage['of']) => Promise<number>;
    byId: (id: string) => Promise<PublicationRow | null>;
    /** R71. @throws BAD_USER_INPUT */
    ofMonth: (month: string) => Promise<PublicationRow[]>;
    topics: () => Promise<{ topic: string; count: number }[]>;
  };
}

const SHOWCASE_MAX = 50;

export function createPublicationLoaders(em: EntityManager): PublicationLoaders {
  const read = (search: Partial<PublicationSearch> & Pick<PublicationSearch, 'limit'>) =>
    findPublications(em, { conditions: [], query: null, after: null, ...search });
  return {
    publications: {
      page: async ({ filter, search, first, after }) => {
        const of = { conditions: publicationConditions(filter ?? {}), query: checkSearch(search) };
        const limit = checkPageSize(first) + 1;
        const rows = await read({ ...of, after: readCursor(after, of.query), limit });
        const { edges, pageInfo } = toPage(rows, first, Boolean(after), cursorOf);
        return { edges: edges.map((edge) => ({ ...edge, search: search ?? null })), pageInfo, of };
      },
      count: (of) => countPublications(em, of),
      byId: async (id) => {
        if (!isUuid(id)) return null;
        const conditions = [{ sql: 'p.id = ?::uuid', params: [id] }];
        return (await read({ conditions, limit: 1 }))[0] ?? null;
      },
      ofMonth: (month) => read({ conditions: [shownIn(month)], limit: SHOWCASE_MAX }),
      topics: () => countTopics(em),
    },
  };
}
