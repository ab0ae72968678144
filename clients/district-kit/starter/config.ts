import type { JSONWebKeySet, JWK } from 'jose';
import { z } from 'zod';
import {
  hostSetting,
  logLevelSetting,
  portSetting,
  readConfig,
} from '../../../subgraphs/kit/process/config.ts';

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'expected JSON' });
    return z.NEVER;
  }
});

const shape = z.object({
  HOST: hostSetting,
  PORT: portSetting,
  LOG_LEVEL: logLevelSetting,
  /** Area code of the district whose system this is. */
  DISTRICT: z.string().regex(/^\d{6}$/, 'expected an area code of six digits'),
  DISTRICT_NAME: z.string().min(1),
  DISTRICT_VALID_FROM: z.iso.date().default('2013-01-01'),
  /** Everything this system knows, one JSON object a line. */
  DATA_FILE: z.string().min(1),
  /** Public keys of the city's gateways, a JSON Web Key Set. */
  ACTOR_JWKS: json.pipe(z.custom<JSONWebKeySet>(hasKeys, 'expected a JWKS')),
  /** Private Ed25519 JSON Web Key, by which the city knows this district. */
  SERVICE_SIGNING_KEY: json.pipe(z.custom<JWK>(isPrivateKey, 'expected a private JWK')),
  /** Where letters are registered. */
  CASEWORK_URL: z.url(),
  /** The city's gateway, for assignments; without it none are picked up. */
  CITY_URL: z.url().optional(),
  /** File with a token of the district's account; read anew at each connection. */
  CITY_TOKEN_FILE: z.string().default(''),
});

function hasKeys(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys)
  );
}

function isPrivateKey(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kty' in value && 'd' in value;
}

/** @throws Error naming every setting that is missing or wrong */
export function readStarterConfig(): z.output<typeof shape> {
  return readConfig(shape, process.env);
}
