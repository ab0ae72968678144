import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../process/log.ts';
import { hasContractCode } from '../errors.ts';

/** Codes by which GraphQL servers refuse a malformed request; they say nothing of our insides. */
const PROTOCOL_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
]);

/** The one place where an unexpected error is logged and its message kept from the caller. */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  log: Logger,
): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const code = formatted.extensions?.code;
  const isMeant = cause instanceof GraphQLError && hasContractCode(cause);
  if (
    isMeant ||
    (typeof code === 'string' && (PROTOCOL_CODES.has(code) || code === 'BAD_USER_INPUT'))
  )
    return formatted;
  log.error({ err: cause, path: formatted.path }, 'unexpected error');
  return {
    ...formatted,
    message: 'Something went wrong on our side; the log has the details.',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}
