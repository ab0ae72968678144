import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { limitExceeded } from './limit-exceeded.ts';

interface TextLimits {
  tokens: number;
  /** Brackets within brackets: the parser calls itself for each. */
  nesting: number;
}

const OPENING: ReadonlySet<string> = new Set([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const CLOSING: ReadonlySet<string> = new Set([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

/** Reads a text only as far as the limits go; null lets it pass on to the parser. */
export function checkText(text: string, limits: TextLimits): GraphQLError | null {
  let tokens = 0;
  let nesting = 0;
  try {
    const lexer = new Lexer(new Source(text));
    while (lexer.advance().kind !== TokenKind.EOF) {
      tokens += 1;
      if (tokens > limits.tokens) return tooMany('tokens', limits.tokens, 'tokens in a document');
      if (OPENING.has(lexer.token.kind)) nesting += 1;
      else if (CLOSING.has(lexer.token.kind)) nesting -= 1;
      if (nesting > limits.nesting)
        return tooMany('nesting', limits.nesting, 'brackets within brackets');
    }
  } catch (error) {
    // a wrong character: the parser says it better
    if (!(error instanceof GraphQLError)) throw error;
  }
  return null;
}

function tooMany(limit: 'tokens' | 'nesting', maximum: number, what: string): GraphQLError {
  return limitExceeded({ limit, maximum, received: null, what });
}
