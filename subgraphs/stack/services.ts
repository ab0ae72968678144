import { join } from 'node:path';
import { ACTOR_TOKEN } from '../../schema/contract/actor.ts';
import { readKeySourceEnv } from './config.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { DEV_ISSUER_KEY_ID, mailboxKeyId, type Mailbox } from './secrets.ts';
import type { ServiceDefinition, Stage, StackContext } from './service-definition.ts';

const OIDC_AUDIENCE = 'petition-graph';
const SUBGRAPHS = ['mayor', 'districts', 'departments', 'national', 'casework'] as const;

/** All of a gateway's settings but those that make it part of this stack. */
const GATEWAY_SETTINGS = [
  'SUPERGRAPH_CONFIG',
  'SUPERGRAPH_LAST_GOOD',
  'SUBGRAPH_TIMEOUT_MS',
  'SUBGRAPH_RETRIES',
  'SUBGRAPH_BREAKER',
  'BREAKER_FAILURE_SHARE',
  'BREAKER_OPEN_MS',
  'FORWARD_HEADERS',
  'PARTITION_POLL_MS',
  'PARTITION_STATE',
  'LIMIT_BODY_BYTES',
  'LIMIT_UPLOAD_BYTES',
  'LIMIT_TOKENS',
  'LIMIT_NESTING',
  'LIMIT_FIELDS',
  'LIMIT_DEPTH',
  'LIMIT_ALIASES',
  'LIMIT_ROOT_FIELDS',
  'LIMIT_DIRECTIVES',
  'LIMIT_PLAN_OPTIONS',
  'LIMIT_COST',
  'COST_LIST_SIZE',
  'RATE_ACTOR',
  'RATE_ADDRESS',
  'RATE_QUERY_CODE',
  'RATE_WORK',
  'TRUSTED_PROXIES',
  'INTROSPECTION',
  'TRUSTED_DOCUMENTS',
  'TRUSTED_DOCUMENTS_FILE',
  'PERSISTED_QUERIES',
  'DOCUMENT_CACHE',
  'DOCUMENT_CACHE_BYTES',
  'CORS_ORIGINS',
  'SHARE_FETCHES',
  'SHARE_QUERIES',
  'HEARTBEAT_MS',
  'LIMIT_SOCKET_OPERATIONS',
  'LIMIT_SUBSCRIPTIONS_ACTOR',
  'LIMIT_SUBSCRIPTIONS_CONNECTION',
  'LIMIT_SUBSCRIPTIONS_GATEWAY',
  'SLOW_CLIENT_BYTES',
  'SLOW_CLIENT_MS',
  'STOP_MS',
  'TOPIC_LINGER_MS',
  'TOPIC_REPLAYS',
  'TOPIC_TAIL_BYTES',
  'TOPIC_TAIL_EVENTS',
] as const;

const CASEWORK_SETTINGS = [
  'CALENDAR_DIR',
  'EVENT_RETENTION_DAYS',
  'FALLBACK_FONTS',
  'OVERDUE_SWEEP_MS',
  'WATERMARK_MS',
] as const;
/** Of every mailbox. */
const MAILBOX_SETTINGS = ['SCAN_URL', 'SMTP_URL', 'SMS_URL', 'SMS_KEY', 'SMS_ASK_STATUS'] as const;
/** By which letters come in beside the portal; one process on a machine can have the ports. */
const MAYOR_SETTINGS = [
  ...MAILBOX_SETTINGS,
  'SMTP_IN_PORT',
  'SMTP_IN_MAX_BYTES',
  'SMTP_IN_CERT',
  'SMTP_IN_KEY',
  'IMAP_URL',
  'IMAP_CA',
  'IMAP_DONE_FOLDER',
  'IMAP_MAX_BYTES',
  'IMAP_POLL_SECONDS',
  'WEBHOOK_PORT',
] as const;
const NATIONAL_SETTINGS = [
  ...MAILBOX_SETTINGS,
  'PEER_ENDPOINTS',
  'PEER_POLL_MS',
  'PEER_TIMEOUT_MS',
] as const;

const casework: ServiceDefinition = {
  name: 'casework',
  entry: 'subgraphs/casework/main.ts',
  defaultPort: 4001,
  portSetting: 'CASEWORK_PORT',
  env: (context) => ({
    ...subgraphEnv(context),
    // not the mailboxes' keys, by which petitioners are marked
    ...keysEnv('CASEWORK_DATA_KEYS', context.secrets.caseworkKeys),
  }),
  operatorSettings: CASEWORK_SETTINGS,
};

const devIssuer: ServiceDefinition = {
  name: 'dev-issuer',
  entry: 'gateway/auth/dev-issuer/main.ts',
  defaultPort: 4010,
  portSetting: 'DEV_ISSUER_PORT',
  env: ({ profileDir, secrets }) => ({
    PERSONAS: join(profileDir, 'personas.yaml'),
    DEV_ISSUER_KEY: JSON.stringify(secrets.privateKey(DEV_ISSUER_KEY_ID)),
    OIDC_AUDIENCE,
  }),
};

const gateway: ServiceDefinition = {
  name: 'gateway',
  entry: 'gateway/main.ts',
  // With MALLOC_ARENA_MAX it keeps memory down, as in docker-compose.yml; see gateway/README.md.
  nodeFlags: ['--max-semi-space-size=16'],
  defaultPort: 4000,
  portSetting: 'GATEWAY_PORT',
  env: ({ urlOf, secrets }) => ({
    SUBGRAPH_URLS: JSON.stringify(
      Object.fromEntries(SUBGRAPHS.map((name) => [name, graphqlUrl(urlOf(name))])),
    ),
    OIDC_ISSUER: urlOf('dev-issuer'),
    OIDC_AUDIENCE,
    ACTOR_SIGNING_KEY: JSON.stringify(secrets.privateKey(ACTOR_TOKEN.gatewayKeyId)),
    DEV_ISSUER_URL: urlOf('dev-issuer'),
    GRAPHIQL: 'on',
    PAGES: join(PROJECT_ROOT, 'clients/dist'),
    MALLOC_ARENA_MAX: '2',
    DOCUMENTS_SUBGRAPHS: SUBGRAPHS.join(','),
    // no other gateway is there to take the clients
    DRAIN_MS: '0',
  }),
  operatorSettings: GATEWAY_SETTINGS,
};

/** The whole system, in the order in which it starts. */
export const PETITION_SERVICES: readonly Stage[] = [
  [casework],
  [
    { ...mailbox('mayor', 'mayor', 4002), operatorSettings: MAYOR_SETTINGS },
    mailbox('districts', 'district', 4003),
    mailbox('departments', 'department', 4004),
    { ...mailbox('national', 'national', 4005), operatorSettings: NATIONAL_SETTINGS },
    devIssuer,
  ],
  [gateway],
];

function mailbox(name: string, prefix: Mailbox, defaultPort: number): ServiceDefinition {
  return {
    name,
    entry: `subgraphs/${name}/main.ts`,
    defaultPort,
    portSetting: `${name.toUpperCase()}_PORT`,
    env: (context) => ({
      ...subgraphEnv(context),
      SERVICE_SIGNING_KEY: JSON.stringify(context.secrets.privateKey(mailboxKeyId(prefix))),
      CASEWORK_URL: graphqlUrl(context.urlOf('casework')),
      ...keysEnv('PERSONAL_DATA_KEYS', context.secrets.personalDataKeys),
    }),
    operatorSettings: MAILBOX_SETTINGS,
  };
}

function subgraphEnv({ databaseUrl, profileDir, secrets }: StackContext): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    PROFILE: profileDir,
    ACTOR_JWKS: JSON.stringify(secrets.actorKeys),
  };
}

/** The operator's keys where there are any, otherwise those that the stack has made. */
function keysEnv(prefix: string, made: unknown): Record<string, string> {
  return readKeySourceEnv(prefix) ?? { PERSONAL_DATA_KEYS: JSON.stringify(made) };
}

function graphqlUrl(baseUrl: string): string {
  return `${baseUrl}/graphql`;
}
