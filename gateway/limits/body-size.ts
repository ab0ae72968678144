import type { GraphQLError } from 'graphql';
import { limitExceeded } from './limit-exceeded.ts';

/** Said before a byte of the body is read where the client tells its length. */
export function bodyTooLarge(maximum: number): GraphQLError {
  const what = 'bytes of body';
  return limitExceeded({ limit: 'bodyBytes', maximum, received: null, what, status: 413 });
}
