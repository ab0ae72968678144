import { createHash, randomBytes } from 'node:crypto';
import type { Persona } from './personas.ts';

const LIFETIME_MS = 60_000;

/** What a code was given for; whoever redeems it must name the same. */
interface Grant {
  persona: Persona;
  clientId: string;
  redirectUri: string;
  /** base64url SHA-256 of the verifier: PKCE, method S256. */
  challenge: string;
}

interface Redemption {
  code: string;
  clientId: string;
  redirectUri: string;
  verifier: string;
}

export interface AuthorizationCodes {
  issue(grant: Grant): string;
  /** A code can be tried once. @returns null where anything differs or a minute has passed */
  redeem(redemption: Redemption): Persona | null;
}

/** Codes of the authorization code flow with PKCE (RFC 7636), kept in memory. */
export function createAuthorizationCodes(now: () => number = Date.now): AuthorizationCodes {
  const given = new Map<string, Grant & { endsAt: number }>();
  return {
    issue(grant) {
      for (const [code, { endsAt }] of given) if (endsAt <= now()) given.delete(code);
      const code = randomBytes(24).toString('base64url');
      given.set(code, { ...grant, endsAt: now() + LIFETIME_MS });
      return code;
    },
    redeem({ code, clientId, redirectUri, verifier }) {
      const grant = given.get(code);
      given.delete(code);
      const isMeant =
        grant !== undefined &&
        grant.endsAt > now() &&
        grant.clientId === clientId &&
        grant.redirectUri === redirectUri &&
        grant.challenge === challengeOf(verifier);
      return isMeant ? grant.persona : null;
    },
  };
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
