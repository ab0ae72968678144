/** One closed loop per connection: the next request is sent when the last is answered. */
export interface LoadOrder {
  url: string;
  body: string;
  /** Value of `authorization` of each connection; there are as many connections as values. */
  authorizations: readonly string[];
  durationMs: number;
  /** The answer's `data`, compared on the first and then every n-th answer of a connection. */
  expected: unknown;
  checkEvery: number;
}

/** From the first request to the last answer: nothing is in flight before or after. */
export interface LoadResult {
  requests: number;
  /** Answers with another status than 200, with errors, or with other data than expected. */
  failures: number;
  firstFailure: string | null;
  elapsedMs: number;
  p50Ms: number;
  p99Ms: number;
}
