import { z } from 'zod';
import type { CostConfig } from './cost-limit.ts';
import type { IntrospectionPolicy } from './introspection.ts';
import type { RateConfig } from './rate.ts';
import type { SubscriptionCapsConfig } from './subscription-caps.ts';
import type { Rate } from './token-buckets.ts';
import type { TrustedDocumentsMode } from './trusted-documents.ts';

/** Null is off; README.md says what each is for. */
export interface LimitsConfig {
  bodyBytes: number;
  /** Of a file that is handed in by a link. */
  uploadBytes: number;
  tokens: number;
  /** Brackets within brackets, of a document and of each variable. */
  nesting: number;
  fields: number;
  depth: number | null;
  aliases: number | null;
  rootFields: number | null;
  directives: number | null;
  cost: CostConfig | null;
  /** Ways to a field that the planner weighs. */
  planOptions: number | null;
  rates: RateConfig;
  /** Live at once. */
  subscriptions: SubscriptionCapsConfig;
  /** Queries and mutations under way at once on one socket. */
  socketOperations: number | null;
  /** Proxies of our own that stand before the gateway. */
  trustedProxies: number;
  introspection: IntrospectionPolicy;
  trustedDocuments: { mode: TrustedDocumentsMode; path: string };
  persistedQueries: number | null;
  /** How many documents are kept, parsed and planned, of a version of the schema. */
  documentCache: { maximum: number; bytes: number };
}

const count = z.coerce.number().int().min(1);
const off = z.literal('off').transform(() => null);
const countOrOff = z.union([off, count], { error: 'expected a count or "off"' });
const rateOrOff = z.union(
  [
    off,
    z
      .string()
      .regex(/^[1-9]\d*\/[1-9]\d*$/)
      .transform((text): Rate => {
        const [tokens = 0, seconds = 0] = text.split('/').map(Number);
        return { count: tokens, seconds };
      }),
  ],
  { error: 'expected <count>/<seconds> or "off"' },
);

/** Variables of the environment, with what holds where they are absent. */
export const limitSettings = {
  LIMIT_BODY_BYTES: count.default(1024 * 1024),
  LIMIT_UPLOAD_BYTES: count.default(64 * 1024 * 1024),
  LIMIT_TOKENS: count.default(15_000),
  LIMIT_NESTING: count.default(100),
  LIMIT_FIELDS: count.default(2_000),
  LIMIT_DEPTH: countOrOff.default(15),
  LIMIT_ALIASES: countOrOff.default(100),
  LIMIT_ROOT_FIELDS: countOrOff.default(30),
  LIMIT_DIRECTIVES: countOrOff.default(200),
  LIMIT_COST: countOrOff.default(50_000),
  COST_LIST_SIZE: count.default(10),
  LIMIT_PLAN_OPTIONS: countOrOff.default(1_000),
  LIMIT_SUBSCRIPTIONS_CONNECTION: countOrOff.default(100),
  LIMIT_SUBSCRIPTIONS_ACTOR: countOrOff.default(1_000),
  LIMIT_SUBSCRIPTIONS_GATEWAY: countOrOff.default(20_000),
  LIMIT_SOCKET_OPERATIONS: countOrOff.default(100),
  RATE_ACTOR: rateOrOff.default({ count: 3_000, seconds: 60 }),
  RATE_ADDRESS: rateOrOff.default({ count: 12_000, seconds: 60 }),
  RATE_QUERY_CODE: rateOrOff.default({ count: 10, seconds: 60 }),
  RATE_WORK: rateOrOff.default({ count: 5_000, seconds: 20 }),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  INTROSPECTION: z.enum(['on', 'off', 'staff']).default('on'),
  TRUSTED_DOCUMENTS: z.enum(['off', 'prefer', 'strict']).default('off'),
  TRUSTED_DOCUMENTS_FILE: z.string().default('trusted-documents.json'),
  PERSISTED_QUERIES: countOrOff.default(1_000),
  DOCUMENT_CACHE: count.default(500),
  DOCUMENT_CACHE_BYTES: count.default(64 * 1024 * 1024),
};

export function toLimits(given: z.output<z.ZodObject<typeof limitSettings>>): LimitsConfig {
  return {
    bodyBytes: given.LIMIT_BODY_BYTES,
    uploadBytes: given.LIMIT_UPLOAD_BYTES,
    tokens: given.LIMIT_TOKENS,
    nesting: given.LIMIT_NESTING,
    fields: given.LIMIT_FIELDS,
    depth: given.LIMIT_DEPTH,
    aliases: given.LIMIT_ALIASES,
    rootFields: given.LIMIT_ROOT_FIELDS,
    directives: given.LIMIT_DIRECTIVES,
    cost:
      given.LIMIT_COST === null
        ? null
        : { maximum: given.LIMIT_COST, listSize: given.COST_LIST_SIZE },
    planOptions: given.LIMIT_PLAN_OPTIONS,
    rates: {
      actor: given.RATE_ACTOR,
      address: given.RATE_ADDRESS,
      queryCode: given.RATE_QUERY_CODE,
      work: given.RATE_WORK,
    },
    subscriptions: {
      connection: given.LIMIT_SUBSCRIPTIONS_CONNECTION,
      actor: given.LIMIT_SUBSCRIPTIONS_ACTOR,
      gateway: given.LIMIT_SUBSCRIPTIONS_GATEWAY,
    },
    socketOperations: given.LIMIT_SOCKET_OPERATIONS,
    trustedProxies: given.TRUSTED_PROXIES,
    introspection: given.INTROSPECTION,
    trustedDocuments: { mode: given.TRUSTED_DOCUMENTS, path: given.TRUSTED_DOCUMENTS_FILE },
    persistedQueries: given.PERSISTED_QUERIES,
    documentCache: { maximum: given.DOCUMENT_CACHE, bytes: given.DOCUMENT_CACHE_BYTES },
  };
}
