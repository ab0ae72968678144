/** Why a subgraph gave no answer; all that a client may know of it. */
export type FailureReason =
  | 'TIMEOUT'
  | 'REFUSED'
  | 'CONNECTION_LOST'
  | 'BAD_RESPONSE'
  | 'REJECTED'
  | 'CIRCUIT_OPEN'
  | 'CANCELLED';

const REASONS: ReadonlyMap<string, FailureReason> = new Map([
  ['AbortError', 'CANCELLED'],
  ['UND_ERR_ABORTED', 'CANCELLED'],
  ['TimeoutError', 'TIMEOUT'],
  ['UND_ERR_CONNECT_TIMEOUT', 'TIMEOUT'],
  ['UND_ERR_HEADERS_TIMEOUT', 'TIMEOUT'],
  ['UND_ERR_BODY_TIMEOUT', 'TIMEOUT'],
  ['ETIMEDOUT', 'TIMEOUT'],
  ['ECONNREFUSED', 'REFUSED'],
  ['ENOTFOUND', 'REFUSED'],
  ['EAI_AGAIN', 'REFUSED'],
  ['EHOSTUNREACH', 'REFUSED'],
  ['ENETUNREACH', 'REFUSED'],
  ['UND_ERR_SOCKET', 'CONNECTION_LOST'],
  ['ECONNRESET', 'CONNECTION_LOST'],
  ['EPIPE', 'CONNECTION_LOST'],
]);

/** An answer that is no GraphQL, of a proxy perhaps. */
export class NotGraphqlError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number) {
    super(`expected a GraphQL response, but got status ${statusCode} with another body`);
    this.statusCode = statusCode;
  }
}

/** Reads the failure of a request; the error's text, which names inner addresses, stays inside. */
export function failureReason(error: unknown): FailureReason {
  if (error instanceof NotGraphqlError)
    return error.statusCode >= 400 && error.statusCode < 500 ? 'REJECTED' : 'BAD_RESPONSE';
  const { code, name } = error as { code?: unknown; name?: unknown };
  return REASONS.get(String(name)) ?? REASONS.get(String(code)) ?? 'BAD_RESPONSE';
}
