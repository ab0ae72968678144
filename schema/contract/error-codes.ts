/** The closed set of `extensions.code`; callers branch on these, never on messages. */
export const ERROR_CODES = {
  /** Nobody is signed in, or the token is expired or forged. */
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  /** Signed in, but this is not theirs to do or see. */
  FORBIDDEN: 'FORBIDDEN',
  /** The id names nothing the actor may know of. */
  NOT_FOUND: 'NOT_FOUND',
  /** The city takes letters of registered petitioners only; register, then bring the proof (R7, R8). */
  REGISTRATION_REQUIRED: 'REGISTRATION_REQUIRED',
  /** The account is registered as somebody else, or the document under another account. */
  REGISTRATION_CONFLICT: 'REGISTRATION_CONFLICT',
  /** `extensions.argument`, `.expected` and `.received` say what is wrong. */
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  /** The case is in a state that does not allow the move; `.state`, `.move`, `.allowed`. */
  ILLEGAL_MOVE: 'ILLEGAL_MOVE',
  /** The same idempotency key came with different content. */
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  /** `after` was not made by this connection or subscription. */
  CURSOR_INVALID: 'CURSOR_INVALID',
  /** What came since `after` is not kept any more; `.startOver` is a cursor of now. */
  CURSOR_EXPIRED: 'CURSOR_EXPIRED',
  /** The subscription is not valid by the schema of now; subscribe again by that. */
  SUBSCRIPTION_SCHEMA_RELOAD: 'SUBSCRIPTION_SCHEMA_RELOAD',
  /** A subscription was sent by a transport that cannot carry it. */
  SUBSCRIPTION_TRANSPORT: 'SUBSCRIPTION_TRANSPORT',
  /** A subgraph did not answer, `.reason` says how; what depends on it is null. */
  SUBGRAPH_UNAVAILABLE: 'SUBGRAPH_UNAVAILABLE',
  /** The system of one district, `.partition`, did not answer; only what is its own is null. */
  PARTITION_UNAVAILABLE: 'PARTITION_UNAVAILABLE',
  /** No district of the city has the code `.partition`. */
  PARTITION_UNKNOWN: 'PARTITION_UNKNOWN',
  /** The system of the province `.peer` did not answer, `.reason` says how; the others did. */
  PEER_UNAVAILABLE: 'PEER_UNAVAILABLE',
  /** The identity provider did not answer, so nobody can be recognised for now. */
  IDENTITY_PROVIDER_UNAVAILABLE: 'IDENTITY_PROVIDER_UNAVAILABLE',
  /** Too much in one request: `.limit` (`depth`, `cost`, …), `.maximum` and mostly `.received`. */
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  /** Too many requests: `.limit`, and `.retryAfter` in seconds. */
  RATE_LIMITED: 'RATE_LIMITED',
  /** Too many subscriptions live at once: `.limit` (`connection`, `actor`, `gateway`), `.maximum`. */
  TOO_MANY_SUBSCRIPTIONS: 'TOO_MANY_SUBSCRIPTIONS',
  /** This gateway stops: send it again after `.retryAfter` seconds, another one serves it. */
  GATEWAY_STOPPING: 'GATEWAY_STOPPING',
  /** Nobody registered the text with this hash; send it together with the text. */
  PERSISTED_QUERY_NOT_FOUND: 'PERSISTED_QUERY_NOT_FOUND',
  /** Texts are not registered here; send them without a hash. */
  PERSISTED_QUERY_NOT_SUPPORTED: 'PERSISTED_QUERY_NOT_SUPPORTED',
  /** Only trusted documents are served here. */
  PERSISTED_QUERY_REQUIRED: 'PERSISTED_QUERY_REQUIRED',
  /** A document cannot be printed: no font has the signs `.codePoints`. */
  GLYPH_MISSING: 'GLYPH_MISSING',
  /** Our fault; the details are in the log under the request id. */
  INTERNAL_SERVER_ERROR: 'INTERNAL_SERVER_ERROR',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;
