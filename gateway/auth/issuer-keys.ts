import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { IdentityConfig } from '../config.ts';

const DISCOVERY_TIMEOUT_MS = 5_000;
const discoveryShape = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * The issuer's public keys. Where they are is asked when the first token comes, so that the
 * gateway starts before its issuer; a failed look-up is tried again at once, since one lost answer
 * is no reason to refuse a client, and then with the next token.
 */
export function createIssuerKeys(identity: IdentityConfig): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | null = null;
  const find: JWTVerifyGetKey = async (header, token) => {
    keys ??= openKeySet(identity).catch((error: unknown) => {
      keys = null;
      throw error;
    });
    return (await keys)(header, token);
  };
  return async (header, token) => {
    try {
      return await find(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      return find(header, token);
    }
  };
}

async function openKeySet(identity: IdentityConfig): Promise<JWTVerifyGetKey> {
  const url = identity.jwksUrl ?? (await discoverKeysUrl(identity.issuer));
  return createRemoteJWKSet(new URL(url), { timeoutDuration: DISCOVERY_TIMEOUT_MS });
}

async function discoverKeysUrl(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
  const discovered = discoveryShape.parse(await response.json());
  if (discovered.issuer !== issuer)
    throw new Error(`${url}: expected issuer ${issuer}, but got ${discovered.issuer}`);
  return discovered.jwks_uri;
}
