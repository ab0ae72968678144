import { GraphQLError } from 'graphql';
import { isData } from '../execution/merge.ts';
import {
  persistedQueryNotFound,
  persistedQueryNotSupported,
  sha256Of,
  type PersistedQueries,
} from './persisted-queries.ts';
import {
  persistedQueryRequired,
  type TrustedDocuments,
  type TrustedDocumentsMode,
} from './trusted-documents.ts';

/** How a client says what it asks: by text, by id, or by both; nothing of it is trusted. */
export interface GivenDocument {
  query?: unknown;
  /** `sha256:<hex>` or an id of the manifest, as GraphQL over HTTP has it. */
  documentId?: unknown;
  extensions?: unknown;
}

/** The text that was meant. */
interface FoundDocument {
  text: string;
  /** Keeps the text for those who come with its hash alone; call it once the text is valid. */
  keep: () => void;
}

/**
 * @returns null where nothing was said, which is for the protocol to refuse
 * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND, PERSISTED_QUERY_REQUIRED or BAD_REQUEST
 */
export type FindDocument = (given: GivenDocument) => FoundDocument | null;

interface FinderDeps {
  mode: TrustedDocumentsMode;
  trusted: TrustedDocuments;
  /** Null where Apollo's protocol is off. */
  persisted: PersistedQueries | null;
}

/** Looks texts up among the trusted documents first, then among those that clients registered. */
export function createDocumentFinder(deps: FinderDeps): FindDocument {
  const isStrict = deps.mode === 'strict';
  const persisted = isStrict ? null : deps.persisted;
  return (given) => {
    const text = typeof given.query === 'string' && given.query !== '' ? given.query : null;
    const id = idOf(given);
    if (id === null) {
      if (text === null) return null;
      if (isStrict && !deps.trusted.has(sha256Of(text))) throw persistedQueryRequired();
      return asIs(text);
    }
    const trusted = deps.trusted.get(id);
    if (trusted !== undefined) return asIs(trusted);
    if (isStrict) throw text === null ? persistedQueryNotFound() : persistedQueryRequired();
    if (text === null) {
      const known = persisted?.find(id);
      if (known) return asIs(known);
      throw persisted ? persistedQueryNotFound() : persistedQueryNotSupported();
    }
    if (sha256Of(text) !== id) throw hashMismatch();
    return { text, keep: () => persisted?.keep(id, text) };
  };
}

function idOf({ documentId, extensions }: GivenDocument): string | null {
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '');
  const persisted = isData(extensions) ? extensions.persistedQuery : null;
  if (!isData(persisted)) return null;
  return typeof persisted.sha256Hash === 'string' ? persisted.sha256Hash : null;
}

function asIs(text: string): FoundDocument {
  return { text, keep: () => undefined };
}

function hashMismatch(): GraphQLError {
  return new GraphQLError('Expected the SHA-256 of the text, but got another hash.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
