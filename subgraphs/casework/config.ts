import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { logLevelSetting, portSetting, readConfig } from '../kit/process/config.ts';

const settings = z.object({
  PORT: portSetting,
  LOG_LEVEL: logLevelSetting,
  /** postgres:// URL; casework has a schema of its own in it. */
  DATABASE_URL: z.string(),
  /** Folder of the city's profile. */
  PROFILE: z.string(),
  /** Public keys of those who may say who is asking, a JSON Web Key Set. */
  ACTOR_JWKS: z.string().transform(toJson).pipe(z.custom<JSONWebKeySet>(isKeySet, 'a JWKS')),
  /** How often due deadlines are looked for. */
  OVERDUE_SWEEP_MS: z.coerce.number().int().min(100).default(15_000),
});

export type CaseworkConfig = z.output<typeof settings>;

/** @throws Error naming every setting that is missing or wrong */
export function readCaseworkConfig(): CaseworkConfig {
  return readConfig(settings, process.env);
}

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
