import type { Identity } from '../../auth/caller.ts';

/** Runs out a little before the token that a connection lives by does. */
export interface TokenLife extends Disposable {
  /** From now on by this token; null for none, which does not expire. */
  liveUntil: (expiresAtMs: number | null) => void;
}

const MARGIN_MS = 5_000;
const LONGEST_TIMER_MS = 2_147_483_647;

export function createTokenLife(onOver: () => void): TokenLife {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  return {
    liveUntil: (expiresAtMs) => {
      clearTimeout(timer);
      if (expiresAtMs === null || isStopped) return;
      const remainingMs = Math.max(0, expiresAtMs - MARGIN_MS - Date.now());
      timer = setTimeout(onOver, Math.min(remainingMs, LONGEST_TIMER_MS)).unref();
    },
    [Symbol.dispose]: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Another token of the same person with the same rights: whatever is under way stays theirs. */
export function isSameHolder(one: Identity, other: Identity): boolean {
  return rightsOf(one) === rightsOf(other);
}

function rightsOf({ actor, scopes }: Identity): string {
  return JSON.stringify([actor.role, actor.id, actor.unit, [...(scopes ?? [])].sort()]);
}
