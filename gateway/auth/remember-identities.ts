import { LRUCache } from 'lru-cache';
import type { Identity } from './caller.ts';
import type { VerifyToken } from './verify-token.ts';

const MAX_KEPT = 10_000;
/** A key that the issuer has withdrawn is honoured no longer than this. */
const MAX_AGE_MS = 60_000;

/**
 * Verifies each token once a minute instead of once a request: checking a signature costs more than
 * planning a small operation. Refusals are not remembered, and nothing outlives its token.
 */
export function rememberIdentities(verify: VerifyToken): VerifyToken {
  const kept = new LRUCache<string, Identity>({ max: MAX_KEPT });
  return async (authorization) => {
    const known = authorization === undefined ? undefined : kept.get(authorization);
    if (known) return known;
    const identity = await verify(authorization);
    const ttl = Math.min(MAX_AGE_MS, (identity.expiresAtMs ?? 0) - Date.now());
    if (authorization !== undefined && ttl > 0) kept.set(authorization, identity, { ttl });
    return identity;
  };
}
