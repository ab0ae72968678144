import type { Actor } from '../../../schema/contract/actor.ts';
import type { Logger } from '../process/log.ts';

/** What every resolver of every subgraph has; a subgraph adds its loaders. */
export interface RequestContext {
  actor: Actor;
  requestId: string;
  /** Mark of the client's address; null where the request did not come through the gateway. */
  client: string | null;
  log: Logger;
  /**
   * Of an operation over WebSocket: its subscription tells the caller, now and then, the cursor up
   * to which everything was handed over, so that it can go on from there although nothing happened.
   */
  watermark?: ((cursor: string) => void) | undefined;
}
