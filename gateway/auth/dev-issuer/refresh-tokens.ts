import { randomBytes } from 'node:crypto';
import type { Persona } from './personas.ts';

const LIFETIME_MS = 24 * 60 * 60_000;

interface Holder {
  persona: Persona;
  clientId: string;
}

export interface RefreshTokens {
  issue(holder: Holder): string;
  /** Each is good once. @returns null for an unknown one, another client's, or after a day */
  redeem(given: { refreshToken: string; clientId: string }): Persona | null;
}

/** Refresh tokens that change with each use (RFC 9700), kept in memory: with the process all sign-ins end. */
export function createRefreshTokens(now: () => number = Date.now): RefreshTokens {
  const given = new Map<string, Holder & { endsAt: number }>();
  return {
    issue(holder) {
      for (const [token, { endsAt }] of given) if (endsAt <= now()) given.delete(token);
      const token = randomBytes(32).toString('base64url');
      given.set(token, { ...holder, endsAt: now() + LIFETIME_MS });
      return token;
    },
    redeem({ refreshToken, clientId }) {
      const holder = given.get(refreshToken);
      given.delete(refreshToken);
      const isMeant = holder && holder.endsAt > now() && holder.clientId === clientId;
      return isMeant ? holder.persona : null;
    },
  };
}
