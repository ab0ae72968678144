export interface CloseReason {
  code: number;
  text: string;
}

/** Clients of graphql-ws retry after all of these; after 4401, 4500, 1008 or 1011 they would not. */
export const CLOSE_CODES = {
  /** The token is missing its form, expired or forged: get a new one, then come back. */
  refused: { code: 4403, text: 'The token is refused' },
  tokenExpires: { code: 4403, text: 'The token expires' },
  /** The identity provider does not answer. */
  tryAgainLater: { code: 1013, text: 'Try again later' },
  /** The client reads too slowly; it may go on from its last cursor. */
  tooSlow: { code: 1013, text: 'Too slow; resume from the last cursor' },
} as const satisfies Record<string, CloseReason>;
