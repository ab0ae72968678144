import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';

/** Texts that clients registered by Apollo's protocol, those used last; in memory, per gateway. */
export interface PersistedQueries {
  find: (sha256: string) => string | null;
  /** Called once the text is known to be valid: nobody fills the memory with nonsense. */
  keep: (sha256: string, text: string) => void;
}

const MAX_CHARACTERS = 16 * 1024 * 1024;

/** @param maximum how many texts are kept */
export function createPersistedQueries(maximum: number): PersistedQueries {
  const kept = new Map<string, string>();
  let characters = 0;
  const drop = (sha256: string): void => {
    characters -= kept.get(sha256)?.length ?? 0;
    kept.delete(sha256);
  };
  return {
    find: (sha256) => {
      const text = kept.get(sha256);
      if (text === undefined) return null;
      kept.delete(sha256);
      kept.set(sha256, text);
      return text;
    },
    keep: (sha256, text) => {
      drop(sha256);
      kept.set(sha256, text);
      characters += text.length;
      for (const oldest of kept.keys()) {
        if (kept.size <= maximum && characters <= MAX_CHARACTERS) break;
        drop(oldest);
      }
    },
  };
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Clients that know the protocol answer this by sending hash and text together. */
export function persistedQueryNotFound(): GraphQLError {
  // older clients go by the message
  return new GraphQLError('PersistedQueryNotFound', {
    extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', http: { status: 400 } },
  });
}

/** Clients that know the protocol then send texts, and no hashes. */
export function persistedQueryNotSupported(): GraphQLError {
  return new GraphQLError('PersistedQueryNotSupported', {
    extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', http: { status: 400 } },
  });
}
