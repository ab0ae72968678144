import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from '../../schema/contract/error-codes.ts';
import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { SubgraphError } from './fetch/subgraph-source.ts';
import type { ResponsePath } from './schedule/compile-path.ts';

/** Codes by which the gateway itself refuses a malformed request; subgraphs may not use them. */
const PROTOCOL_CODES: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
]);

const INTERNAL_EXTENSIONS = new Set(['stacktrace', 'exception', 'serviceName', 'http']);

/** Turns a subgraph's error into ours; what is not part of the contract becomes internal. */
export function fromSubgraph(
  error: SubgraphError,
  subgraph: string,
  path?: ResponsePath,
): GraphQLError {
  // the status of the answer is for the gateway to decide
  const { http: _http, ...extensions } = error.extensions ?? {};
  const { code } = extensions;
  const isMeant = typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
  return new GraphQLError(error.message, {
    ...(path ? { path } : {}),
    extensions: isMeant
      ? extensions
      : { code: ERROR_CODES.INTERNAL_SERVER_ERROR, subgraph, subgraphCode: code },
  });
}

/** A subgraph broke the protocol or the schema: our fault towards the client. */
export function internalError(message: string, path?: ResponsePath): GraphQLError {
  return new GraphQLError(message, {
    ...(path ? { path } : {}),
    extensions: { code: ERROR_CODES.INTERNAL_SERVER_ERROR },
  });
}

/** The one place where it is decided what of an error a client may see. */
export function maskError(
  error: GraphQLFormattedError,
  requestId: string,
  log: Logger,
): GraphQLFormattedError {
  const code = error.extensions?.code;
  const place = {
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
  };
  if (typeof code === 'string' && isShown(code))
    return { message: error.message, ...place, extensions: shownExtensions(error) };
  log.error(
    { requestId, path: error.path, reason: withoutValue(error.message), ...error.extensions },
    'an error was hidden from the client',
  );
  return {
    message: 'Something went wrong on our side; the log has the details under the request id.',
    ...place,
    extensions: { code: ERROR_CODES.INTERNAL_SERVER_ERROR, requestId },
  };
}

/** graphql-js quotes a wrong value after a colon, and it may be somebody's personal data. */
function withoutValue(message: string): string {
  return message.split(': ', 1)[0] ?? '';
}

function isShown(code: string): boolean {
  if (code === ERROR_CODES.INTERNAL_SERVER_ERROR) return false;
  return PROTOCOL_CODES.has(code) || Object.hasOwn(ERROR_CODES, code);
}

function shownExtensions(error: GraphQLFormattedError): Record<string, unknown> {
  const entries = Object.entries(error.extensions ?? {});
  return Object.fromEntries(entries.filter(([name]) => !INTERNAL_EXTENSIONS.has(name)));
}
