import type { ServerClock } from './server-clock.ts';
import { SignedOut, type TokenSource } from './token-source.ts';

/** Keeps one connection's token ahead of its end. */
export interface Renewal {
  /** The gateway's answer to a ping that carried a token. */
  noteAnswer(payload: Record<string, unknown>): void;
  end(): void;
}

interface RenewalDeps {
  socket: Pick<WebSocket, 'send'>;
  token: TokenSource;
  clock: ServerClock;
  /** The token that the connection began with. */
  first: string;
}

/** Before the end, in ms, or two thirds of what is left of a token that lives no longer. */
const AHEAD_MS = 60_000;
const AHEAD_SHARE = 2 / 3;
const SOONEST_MS = 1_000;
/** A timer that waits longer would go off at once. */
const LONGEST_MS = 2_147_483_647;

/**
 * Hands later tokens over by a ping, so that what is live on the connection goes on. How long a token
 * lives is for the gateway to say, since tokens may be readable to it alone: it answers each with its end.
 */
export function keepRenewed({ socket, token, clock, first }: RenewalDeps): Renewal {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let endsAt = NaN;
  let isOver = false;
  const handOver = (text: string): void => {
    if (isOver) return;
    socket.send(JSON.stringify({ type: 'ping', payload: { authorization: `Bearer ${text}` } }));
  };
  const plan = (): void => {
    clearTimeout(timer);
    const leftMs = endsAt - clock.now();
    if (isOver || Number.isNaN(leftMs)) return;
    const waitMs = Math.max(SOONEST_MS, leftMs - Math.min(AHEAD_MS, leftMs * AHEAD_SHARE));
    timer = setTimeout(renew, Math.min(waitMs, LONGEST_MS));
  };
  function renew(): void {
    token({ isRefused: false, isEnding: true }).then(handOver, (reason: unknown) => {
      // The line serves to the end of its token.
      if (!(reason instanceof SignedOut)) plan();
    });
  }
  handOver(first);
  return {
    noteAnswer: ({ renewedUntil }) => {
      endsAt = typeof renewedUntil === 'string' ? Date.parse(renewedUntil) : NaN;
      plan();
    },
    end: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
