export interface CloseReason {
  code: number;
  text: string;
}

/** Clients of graphql-ws retry after all of these; after 4401, 4500, 1008 or 1011 they would not. */
export const CLOSE_CODES = {
  /** The token is missing its form, expired or forged: get a new one, then come back. */
  refused: { code: 4403, text: 'The token is refused' },
  tokenExpires: { code: 4403, text: 'The token expires' },
  /** A connection is renewed by a token of the same person with the same rights alone. */
  otherHolder: { code: 4403, text: 'The token is not of the same holder' },
  /** The identity provider does not answer, or something else is wrong for now. */
  tryAgainLater: { code: 1013, text: 'Try again later' },
  /** The client reads too slowly; it may go on from its last cursor. */
  tooSlow: { code: 1013, text: 'Too slow; resume from the last cursor' },
  /** The gateway stops. */
  goingAway: { code: 1001, text: 'Going away; resume from the last cursor' },
} as const satisfies Record<string, CloseReason>;
