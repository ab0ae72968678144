import type { JWK } from 'jose';
import { z } from 'zod';
import {
  hostSetting,
  logLevelSetting,
  portSetting,
  readConfig,
} from '../../../subgraphs/kit/process/config.ts';

export interface DevIssuerConfig {
  host: string;
  port: number;
  logLevel: string;
  /** Path of the YAML file. */
  personasPath: string;
  /** What tokens name as their issuer; null: the address it listens on. */
  issuer: string | null;
  audience: string;
  roleClaim: string;
  unitClaim: string;
  /** Of a page's sign-in, which renews them; tokens asked for directly live 12 hours. */
  tokenLifetimeSeconds: number;
  /** Null: a new key with each start, so that old tokens end. */
  key: JWK | null;
}

const settings = z
  .object({
    NODE_ENV: z.string().optional(),
    HOST: hostSetting,
    PORT: portSetting.default(4010),
    LOG_LEVEL: logLevelSetting,
    PERSONAS: z.string(),
    OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
    OIDC_AUDIENCE: z.string().default('petition-graph'),
    OIDC_ROLE_CLAIM: z.string().default('petition_role'),
    OIDC_UNIT_CLAIM: z.string().default('petition_unit'),
    DEV_ISSUER_TOKEN_S: z.coerce
      .number()
      .int()
      .min(1)
      .default(15 * 60),
    DEV_ISSUER_KEY: z
      .string()
      .refine(isPrivateJwk, { message: 'expected a private Ed25519 JWK as JSON' })
      .optional(),
  })
  .refine((given) => given.NODE_ENV !== 'production', {
    path: ['NODE_ENV'],
    message: 'the development issuer gives tokens to anyone, so it does not run in production',
  });

/** @throws Error that names every wrong variable; always where NODE_ENV is production */
export function readDevIssuerConfig(env: NodeJS.ProcessEnv = process.env): DevIssuerConfig {
  const given = readConfig(settings, env);
  return {
    host: given.HOST,
    port: given.PORT,
    logLevel: given.LOG_LEVEL,
    personasPath: given.PERSONAS,
    issuer: given.OIDC_ISSUER ?? null,
    audience: given.OIDC_AUDIENCE,
    roleClaim: given.OIDC_ROLE_CLAIM,
    unitClaim: given.OIDC_UNIT_CLAIM,
    tokenLifetimeSeconds: given.DEV_ISSUER_TOKEN_S,
    key: given.DEV_ISSUER_KEY === undefined ? null : (JSON.parse(given.DEV_ISSUER_KEY) as JWK),
  };
}

function isPrivateJwk(text: string): boolean {
  try {
    const key = JSON.parse(text) as Partial<JWK> | null;
    return key?.kty === 'OKP' && key.crv === 'Ed25519' && typeof key.d === 'string';
  } catch {
    return false;
  }
}
