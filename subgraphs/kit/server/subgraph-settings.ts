import type { JSONWebKeySet, JWK } from 'jose';
import { z } from 'zod';
import { hostSetting, logLevelSetting, portSetting } from '../process/config.ts';

/** Environment variables of every subgraph process. */
export const subgraphSettings = z.object({
  HOST: hostSetting,
  PORT: portSetting,
  LOG_LEVEL: logLevelSetting,
  /** postgres:// URL; each subgraph has a schema of its own in it. */
  DATABASE_URL: z.string(),
  /** Folder of the city's profile. */
  PROFILE: z.string(),
  /** Public keys of those who may say who is asking, a JSON Web Key Set. */
  ACTOR_JWKS: z.string().transform(toJson).pipe(z.custom<JSONWebKeySet>(isKeySet, 'a JWKS')),
});

/** A private JSON Web Key with its `kid`, as JSON. */
export const signingKeySetting = z.string().transform(toJson).pipe(z.custom<JWK>(isKey, 'a JWK'));

function toJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'expected JSON' });
    return z.NEVER;
  }
}

function isKeySet(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys)
  );
}

function isKey(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kty' in value && 'kid' in value;
}
