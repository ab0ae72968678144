import type { GraphQLFormattedError } from 'graphql';
import { MAX_TOKENS } from './tokens.ts';

/**
 * Parsers and validators of libraries give every refusal their own code; a limit of ours is known
 * by `extensions.limit`, or by the one text with which graphql-js stops parsing.
 */
export function withLimitCode(error: GraphQLFormattedError): GraphQLFormattedError {
  if (/contains more tha[nt] \d+ tokens/.test(error.message))
    return {
      message: `Expected at most ${MAX_TOKENS} tokens in a document, but got more.`,
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'tokens', maximum: MAX_TOKENS },
    };
  if (error.extensions?.limit === undefined) return error;
  return { ...error, extensions: { ...error.extensions, code: 'LIMIT_EXCEEDED' } };
}
