import type { JSONWebKeySet, JWK } from 'jose';
import { z } from 'zod';
import { logLevelSetting, portSetting } from '../process/config.ts';

/** Environment variables of every mailbox process. */
export const mailboxSettings = z.object({
  PORT: portSetting,
  LOG_LEVEL: logLevelSetting,
  /** postgres:// URL; each mailbox has a schema of its own in it. */
  DATABASE_URL: z.string(),
  /** Folder of the city's profile. */
  PROFILE: z.string(),
  /** Public keys of those who may say who is asking, a JSON Web Key Set. */
  ACTOR_JWKS: z.string().transform(toJson).pipe(z.custom<JSONWebKeySet>(isKeySet, 'a JWKS')),
  /** Private key of this mailbox, kid `mailbox:<prefix>`, a JSON Web Key. */
  SERVICE_SIGNING_KEY: z.string().transform(toJson).pipe(z.custom<JWK>(isKey, 'a JWK')),
  /** casework's GraphQL endpoint. */
  CASEWORK_URL: z.url(),
});

export type MailboxSettings = z.output<typeof mailboxSettings>;

function toJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'expected JSON' });
    return z.NEVER;
  }
}

function isKeySet(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'keys' in value;
}

function isKey(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kty' in value && 'kid' in value;
}
