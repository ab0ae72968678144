import { GraphQLError } from 'graphql';
import { ERROR_CODES, type ErrorCode } from '../../schema/contract/error-codes.ts';

/** A GraphQL error with a code of the contract; `details` become further extensions. */
export function codedError(
  code: ErrorCode,
  message: string,
  details: Record<string, unknown> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...details } });
}

/** Nobody is signed in, where somebody must be. */
export function unauthenticated(): GraphQLError {
  return codedError('UNAUTHENTICATED', 'Sign in first: this needs to know who is asking.');
}

/** @param act what was refused, such as `accept a case` */
export function forbidden(act: string): GraphQLError {
  return codedError('FORBIDDEN', `You may not ${act}.`);
}

/** @param argument argument that holds the id */
export function notFound(argument: string, id: string): GraphQLError {
  return codedError('NOT_FOUND', `${argument}: nothing is known under "${id}".`, { argument });
}

/**
 * @param argument path of the argument, such as `letter.title`
 * @param received what came, described; never personal data
 */
export function badUserInput(argument: string, expected: string, received: string): GraphQLError {
  return codedError('BAD_USER_INPUT', `${argument}: expected ${expected}, but got ${received}.`, {
    argument,
    expected,
    received,
  });
}

/** True where the error was made for callers to see. */
export function hasContractCode(error: GraphQLError): boolean {
  const code = error.extensions.code;
  return (
    typeof code === 'string' && Object.hasOwn(ERROR_CODES, code) && code !== 'INTERNAL_SERVER_ERROR'
  );
}
