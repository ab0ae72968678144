import { createDevIssuer } from '../../../gateway/auth/dev-issuer/dev-issuer.ts';
import { readDevIssuerConfig } from '../../../gateway/auth/dev-issuer/config.ts';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { readCaseworkConfig } from '../../../subgraphs/casework/config.ts';
import { createCasework } from '../../../subgraphs/casework/subgraph.ts';
import { createDepartments } from '../../../subgraphs/departments/subgraph.ts';
import { createDistricts } from '../../../subgraphs/districts/subgraph.ts';
import type { MailboxDeps } from '../../../subgraphs/kit/mailbox/create-mailbox.ts';
import { mailboxDeps } from '../../../subgraphs/kit/mailbox/mailbox-deps.ts';
import { mailboxSettings } from '../../../subgraphs/kit/mailbox/mailbox-settings.ts';
import { readConfig } from '../../../subgraphs/kit/process/config.ts';
import { createLog } from '../../../subgraphs/kit/process/log.ts';
import type { Running } from '../../../subgraphs/kit/process/run-process.ts';
import { loadProfile } from '../../../subgraphs/kit/profile/load-profile.ts';
import { systemClock } from '../../../subgraphs/kit/time/clock.ts';
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import { createNational } from '../../../subgraphs/national/subgraph.ts';
import type { StackContext } from '../../../subgraphs/stack/service-definition.ts';
import { PETITION_SERVICES } from '../../../subgraphs/stack/services.ts';
import type { Stack } from '../../../subgraphs/stack/stack.ts';

type Env = Record<string, string>;

const log = createLog('city', process.env.TEST_LOG_LEVEL ?? 'silent');

/** By name: what each service's main.ts does with its environment. */
const START: Readonly<Record<string, (env: Env) => Promise<Running>>> = {
  casework: startCasework,
  mayor: async (env) => createMayor(await mailboxOf(env)),
  districts: async (env) => createDistricts(await mailboxOf(env)),
  departments: async (env) => createDepartments(await mailboxOf(env)),
  national: async (env) => createNational(await mailboxOf(env)),
  'dev-issuer': async (env) => createDevIssuer({ config: readDevIssuerConfig(env), log }),
  gateway: async (env) => createGateway({ config: readGatewayConfig(env), log }),
};

/** Starts all services in this process, stage by stage, with the settings of the real stack. */
export async function startServicesHere(
  resources: AsyncDisposableStack,
  given: { context: Omit<StackContext, 'urlOf'>; extraEnv: Env },
): Promise<Pick<Stack, 'url' | 'databaseUrl'>> {
  const urls = new Map<string, string>();
  const urlOf = (name: string): string => urls.get(name) ?? '';
  const context = { ...given.context, urlOf };
  for (const stage of PETITION_SERVICES) {
    const started = stage.map(async ({ name, env }) => {
      const start = START[name];
      if (!start) throw new Error(`expected a way to start ${name}`);
      const running = await start({ ...env(context), PORT: '0', ...given.extraEnv });
      urls.set(name, resources.use(running).url);
    });
    await Promise.all(started);
  }
  return { url: urlOf, databaseUrl: given.context.databaseUrl };
}

async function startCasework(env: Env): Promise<Running> {
  const config = readCaseworkConfig(env);
  return createCasework({
    databaseUrl: config.DATABASE_URL,
    profile: await loadProfile(config.PROFILE),
    actorKeys: config.ACTOR_JWKS,
    personalDataKeys: config.PERSONAL_DATA_KEYS,
    overdueSweepMs: config.OVERDUE_SWEEP_MS,
    watermarkMs: config.WATERMARK_MS,
    clock: systemClock,
    log,
    port: config.PORT,
  });
}

async function mailboxOf(env: Env): Promise<MailboxDeps> {
  return mailboxDeps(readConfig(mailboxSettings, env), log);
}
