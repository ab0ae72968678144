import type { Actor } from '../../schema/contract/actor.ts';
import type { CountWork } from '../limits/count-work.ts';

/** Who sent one operation, and the id under which all logs speak of it. */
export interface Caller {
  actor: Actor;
  requestId: string;
  /** What the token grants beside its role; subgraphs are not told. */
  scopes?: readonly string[];
  /** Aborted when the client goes away before it has its answer: nobody waits for the rest. */
  signal?: AbortSignal;
  /** Mark of the client's address, see client-mark.ts; answers may be shared across it. */
  client?: string;
  /** Those of the client's headers that subgraphs get; whoever shares answers must compare them. */
  forwarded?: Readonly<Record<string, string>>;
  /** By what its documents cost before they are kept. */
  countWork?: CountWork;
}

/** What a token proves. */
export interface Identity {
  actor: Actor;
  /** See Caller. */
  scopes?: readonly string[];
  /** When the token expires; null where there is no token. */
  expiresAtMs: number | null;
}
