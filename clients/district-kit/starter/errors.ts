import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../../../schema/contract/error-codes.ts';

/** An error that callers may see; every other one is masked (http.ts). */
export function codedError(
  code: ErrorCode,
  message: string,
  details: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...details } });
}

/** @param received described, never what somebody wrote */
export function badUserInput(argument: string, expected: string, received: string): GraphQLError {
  const message = `${argument}: expected ${expected}, but got ${received}.`;
  return codedError('BAD_USER_INPUT', message, { argument, expected, received });
}

export function forbidden(): GraphQLError {
  return codedError('FORBIDDEN', 'This is not yours to do or see.');
}

export function unauthenticated(message = 'Sign in first.'): GraphQLError {
  return codedError('UNAUTHENTICATED', message);
}
