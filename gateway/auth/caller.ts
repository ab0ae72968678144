import type { Actor } from '../../schema/contract/actor.ts';

/** Who sent one operation, and the id under which all logs speak of it. */
export interface Caller {
  actor: Actor;
  requestId: string;
}

/** What a token proves. */
export interface Identity {
  actor: Actor;
  /** When the token expires; null where there is no token. */
  expiresAtMs: number | null;
}
