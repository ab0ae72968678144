import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../process/log.ts';
import { hasContractCode } from '../errors.ts';
import { describeScalarRefusal } from './scalar-refusal.ts';

/** Codes by which GraphQL servers refuse a malformed request; they say nothing of our insides. */
const PROTOCOL_CODES: readonly unknown[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
];

/** The one place where an unexpected error is logged and its message kept from the caller. */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  log: Logger,
): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  if (cause instanceof GraphQLError) {
    const refusal = describeScalarRefusal(cause);
    if (refusal) return refusal;
    if (hasContractCode(cause) || isProtocolError(formatted)) return withoutValue(formatted);
  }
  if (isUnstorableText(cause)) return refuseUnstorableText(formatted);
  log.error({ err: cause, path: formatted.path }, 'unexpected error');
  return {
    ...formatted,
    message: 'Something went wrong on our side; the log has the details.',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

const REFUSED_VALUE = / got invalid value [\s\S]+$/;

/** graphql-js repeats what it refused, which may be somebody's name in the wrong place. */
function withoutValue(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { message } = formatted;
  if (!REFUSED_VALUE.test(message)) return formatted;
  const place = / at "([^"]+)"; /.exec(message)?.[1];
  const where = place === undefined ? '' : ` at "${place}"`;
  return {
    ...formatted,
    message: message.replace(REFUSED_VALUE, ` got an invalid value${where}.`),
  };
}

function isProtocolError({ extensions }: GraphQLFormattedError): boolean {
  return PROTOCOL_CODES.includes(extensions?.code);
}

/** PostgreSQL stores every text but one with a NUL character; no argument of ours has a use for it. */
function isUnstorableText(error: unknown): boolean {
  return Error.isError(error) && 'code' in error && error.code === '22021';
}

function refuseUnstorableText(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const argument = formatted.path?.join('.') ?? 'value';
  const expected = 'text without NUL characters';
  const received = 'a NUL character';
  return {
    ...formatted,
    message: `${argument}: expected ${expected}, but got ${received}.`,
    extensions: { code: 'BAD_USER_INPUT', argument, expected, received },
  };
}
