import type { JWK } from 'jose';
import { z } from 'zod';
import { ACTOR_TOKEN } from '../schema/contract/actor.ts';
import {
  hostSetting,
  logLevelSetting,
  portSetting,
  readConfig,
} from '../subgraphs/kit/process/config.ts';

export interface GatewayConfig {
  host: string;
  port: number;
  logLevel: string;
  supergraphPath: string;
  /** Name of the subgraph → its GraphQL endpoint. */
  subgraphUrls: Record<string, string>;
  subgraphTimeoutMs: number;
  identity: IdentityConfig;
  actorSigningKey: JWK;
  isGraphiqlOn: boolean;
  devIssuerUrl: string | null;
}

export interface IdentityConfig {
  issuer: string;
  audience: string;
  /** Null: discovered from the issuer when the first token comes. */
  jwksUrl: string | null;
  roleClaim: string;
  unitClaim: string;
}

const urlSetting = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });
const switchSetting = z.enum(['on', 'off']);

const settings = z
  .object({
    NODE_ENV: z.string().optional(),
    HOST: hostSetting,
    PORT: portSetting.default(4000),
    LOG_LEVEL: logLevelSetting,
    SUPERGRAPH: z.string().default('schema/supergraph.graphql'),
    SUBGRAPH_URLS: jsonSetting(z.record(z.string(), urlSetting), 'name → URL'),
    SUBGRAPH_TIMEOUT_MS: z.coerce.number().int().min(1).default(10_000),
    OIDC_ISSUER: urlSetting,
    OIDC_AUDIENCE: z.string(),
    OIDC_JWKS_URL: urlSetting.optional(),
    OIDC_ROLE_CLAIM: z.string().default('petition_role'),
    OIDC_UNIT_CLAIM: z.string().default('petition_unit'),
    ACTOR_SIGNING_KEY: jsonSetting(signingKeySchema(), 'private Ed25519 JWK'),
    GRAPHIQL: switchSetting.optional(),
    DEV_ISSUER_URL: urlSetting.optional(),
  })
  .refine((given) => given.NODE_ENV !== 'production' || given.DEV_ISSUER_URL === undefined, {
    path: ['DEV_ISSUER_URL'],
    message: 'gives tokens to anyone, so it must be absent where NODE_ENV is production',
  });

/** @throws Error that names every missing or wrong variable */
export function readGatewayConfig(env: NodeJS.ProcessEnv = process.env): GatewayConfig {
  const given = readConfig(settings, env);
  return {
    host: given.HOST,
    port: given.PORT,
    logLevel: given.LOG_LEVEL,
    supergraphPath: given.SUPERGRAPH,
    subgraphUrls: given.SUBGRAPH_URLS,
    subgraphTimeoutMs: given.SUBGRAPH_TIMEOUT_MS,
    identity: {
      issuer: given.OIDC_ISSUER,
      audience: given.OIDC_AUDIENCE,
      jwksUrl: given.OIDC_JWKS_URL ?? null,
      roleClaim: given.OIDC_ROLE_CLAIM,
      unitClaim: given.OIDC_UNIT_CLAIM,
    },
    actorSigningKey: given.ACTOR_SIGNING_KEY,
    isGraphiqlOn: (given.GRAPHIQL ?? (given.NODE_ENV === 'production' ? 'off' : 'on')) === 'on',
    devIssuerUrl: given.DEV_ISSUER_URL ?? null,
  };
}

/** Must run before ApolloGateway is constructed: it reads the variable there and nowhere else. */
export function disableVendorTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
}

function signingKeySchema() {
  return z.looseObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    kid: z.literal(ACTOR_TOKEN.gatewayKeyId),
    x: z.string(),
    d: z.string(),
  });
}

function jsonSetting<Shape extends z.ZodType>(shape: Shape, expected: string) {
  return z
    .string({ error: `expected JSON, ${expected}` })
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: `expected JSON, ${expected}` });
        return z.NEVER;
      }
    })
    .pipe(shape);
}
