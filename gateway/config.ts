import type { JWK } from 'jose';
import { z } from 'zod';
import { ACTOR_TOKEN } from '../schema/contract/actor.ts';
import {
  hostSetting,
  logLevelSetting,
  portSetting,
  readConfig,
} from '../subgraphs/kit/process/config.ts';
import type { SharingOptions } from './execution/execute-operation.ts';
import { limitSettings, toLimits, type LimitsConfig } from './limits/limit-settings.ts';
import {
  deliverySettings,
  toDelivery,
  type DeliveryConfig,
} from './subscriptions/delivery/delivery-settings.ts';
import {
  topicSettings,
  toTopics,
  type TopicsConfig,
} from './subscriptions/topics/topic-settings.ts';
import type { TrafficConfig } from './traffic/traffic-care.ts';
import {
  partitionSettings,
  toPartitions,
  type PartitionsConfig,
} from './partitions/partition-settings.ts';
import { toTraffic, trafficSettings } from './traffic/traffic-settings.ts';

export interface GatewayConfig {
  host: string;
  port: number;
  logLevel: string;
  /** Where clients ask, such as /graphql. */
  graphqlPath: string;
  supergraph: SupergraphConfig;
  traffic: TrafficConfig;
  partitions: PartitionsConfig;
  limits: LimitsConfig;
  delivery: DeliveryConfig;
  topics: TopicsConfig;
  /** Headers of clients that subgraphs get; lower case. */
  forwardedHeaders: readonly string[];
  sharing: SharingOptions;
  /** Whose pages may call from a browser, beside the gateway's own. */
  corsOrigins: readonly string[];
  /** Null: nobody signs in, everybody is ANONYMOUS. */
  identity: IdentityConfig | null;
  /** Null: subgraphs are not told who asks. */
  actorSigningKey: JWK | null;
  isGraphiqlOn: boolean;
  devIssuerUrl: string | null;
  /** The subgraphs whose /documents/<subgraph> are served here too. */
  documentsSubgraphs?: readonly string[];
  /** The folder of the built web pages; absent where none are served. */
  pagesFolder?: string;
  /** How the issuer knows the web pages. */
  webClientId?: string;
}

/** A file that was composed before, or supergraph.yaml to compose by. */
export type SupergraphConfig =
  | {
      kind: 'composed';
      path: string;
      /** Name of the subgraph → its GraphQL endpoint; null: as the file says. */
      urls: Record<string, string> | null;
    }
  | {
      kind: 'compose';
      path: string;
      /** Keeps the SDL that was last served, for restarts; null: nothing is kept. */
      lastGoodFolder: string | null;
    };

export interface IdentityConfig {
  issuer: string;
  audience: string;
  /** Null: discovered from the issuer when the first token comes. */
  jwksUrl: string | null;
  roleClaim: string;
  unitClaim: string;
  /** By @policy: scopes of which one satisfies it; without any, nobody satisfies it. */
  policies?: Readonly<Record<string, readonly string[]>>;
}

const urlSetting = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' });
const switchSetting = z.enum(['on', 'off']);
const namesSetting = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((name) => name.trim()))
  .transform((names) => names.filter((name) => name !== ''));
const originsSetting = namesSetting.pipe(
  z.array(urlSetting.transform((url) => new URL(url).origin)),
);

/** The variables of whatever runs as a gateway; who signs in and who vouches may be absent. */
export const gatewaySettings = z
  .object({
    NODE_ENV: z.string().optional(),
    HOST: hostSetting,
    PORT: portSetting.default(4000),
    LOG_LEVEL: logLevelSetting,
    SUPERGRAPH: z.string().default('schema/supergraph.graphql'),
    SUBGRAPH_URLS: jsonSetting(z.record(z.string(), urlSetting), 'name → URL').optional(),
    SUPERGRAPH_CONFIG: z.string().optional(),
    SUPERGRAPH_LAST_GOOD: z.string().optional(),
    ...trafficSettings,
    ...partitionSettings,
    ...limitSettings,
    ...deliverySettings,
    ...topicSettings,
    CORS_ORIGINS: originsSetting,
    SHARE_FETCHES: switchSetting.default('on'),
    SHARE_QUERIES: switchSetting.default('on'),
    OIDC_ISSUER: urlSetting.optional(),
    OIDC_AUDIENCE: z.string().optional(),
    OIDC_JWKS_URL: urlSetting.optional(),
    OIDC_ROLE_CLAIM: z.string().default('petition_role'),
    OIDC_UNIT_CLAIM: z.string().default('petition_unit'),
    OIDC_POLICIES: jsonSetting(
      z.record(z.string(), z.array(z.string())),
      'policy → scopes of which one satisfies it',
    ).optional(),
    ACTOR_SIGNING_KEY: jsonSetting(signingKeySchema(), 'private Ed25519 JWK').optional(),
    GRAPHIQL: switchSetting.optional(),
    DEV_ISSUER_URL: urlSetting.optional(),
    DOCUMENTS_SUBGRAPHS: namesSetting,
    PAGES: z.string().optional(),
    OIDC_WEB_CLIENT_ID: z.string().default('petition-graph-web'),
  })
  .refine((given) => given.NODE_ENV !== 'production' || given.DEV_ISSUER_URL === undefined, {
    path: ['DEV_ISSUER_URL'],
    message: 'gives tokens to anyone, so it must be absent where NODE_ENV is production',
  })
  .refine((given) => given.OIDC_ISSUER === undefined || given.OIDC_AUDIENCE !== undefined, {
    path: ['OIDC_AUDIENCE'],
    message: 'expected the name under which OIDC_ISSUER knows this API',
  });

/** A city's gateway has all of them. */
const citySettings = gatewaySettings
  .refine((given) => given.SUBGRAPH_URLS ?? given.SUPERGRAPH_CONFIG, {
    path: ['SUBGRAPH_URLS'],
    message: 'expected JSON, name → URL, or SUPERGRAPH_CONFIG in its stead',
  })
  .refine((given) => given.OIDC_ISSUER, { path: ['OIDC_ISSUER'], message: 'expected a URL' })
  .refine((given) => given.OIDC_AUDIENCE, { path: ['OIDC_AUDIENCE'], message: 'expected a name' })
  .refine((given) => given.ACTOR_SIGNING_KEY, {
    path: ['ACTOR_SIGNING_KEY'],
    message: 'expected JSON, private Ed25519 JWK',
  });

/** @throws Error that names every missing or wrong variable */
export function readGatewayConfig(env: NodeJS.ProcessEnv = process.env): GatewayConfig {
  return toGatewayConfig(readConfig(citySettings, env));
}

export function toGatewayConfig(given: z.output<typeof gatewaySettings>): GatewayConfig {
  return {
    host: given.HOST,
    port: given.PORT,
    logLevel: given.LOG_LEVEL,
    graphqlPath: '/graphql',
    supergraph:
      given.SUPERGRAPH_CONFIG === undefined
        ? { kind: 'composed', path: given.SUPERGRAPH, urls: given.SUBGRAPH_URLS ?? null }
        : {
            kind: 'compose',
            path: given.SUPERGRAPH_CONFIG,
            lastGoodFolder: given.SUPERGRAPH_LAST_GOOD ?? null,
          },
    traffic: toTraffic(given),
    partitions: toPartitions(given),
    limits: toLimits(given),
    delivery: toDelivery(given),
    topics: toTopics(given),
    forwardedHeaders: given.FORWARD_HEADERS,
    corsOrigins: given.CORS_ORIGINS,
    sharing: {
      shareFetches: given.SHARE_FETCHES === 'on',
      shareQueries: given.SHARE_QUERIES === 'on',
    },
    identity:
      given.OIDC_ISSUER === undefined
        ? null
        : {
            issuer: given.OIDC_ISSUER,
            audience: given.OIDC_AUDIENCE ?? '',
            jwksUrl: given.OIDC_JWKS_URL ?? null,
            roleClaim: given.OIDC_ROLE_CLAIM,
            unitClaim: given.OIDC_UNIT_CLAIM,
            ...(given.OIDC_POLICIES && { policies: given.OIDC_POLICIES }),
          },
    actorSigningKey: given.ACTOR_SIGNING_KEY ?? null,
    isGraphiqlOn: (given.GRAPHIQL ?? (given.NODE_ENV === 'production' ? 'off' : 'on')) === 'on',
    devIssuerUrl: given.DEV_ISSUER_URL ?? null,
    documentsSubgraphs: given.DOCUMENTS_SUBGRAPHS,
    webClientId: given.OIDC_WEB_CLIENT_ID,
    ...(given.PAGES !== undefined && { pagesFolder: given.PAGES }),
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
