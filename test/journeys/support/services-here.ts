import { createDevIssuer } from '../../../gateway/auth/dev-issuer/dev-issuer.ts';
import { readDevIssuerConfig } from '../../../gateway/auth/dev-issuer/config.ts';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { caseworkDeps } from '../../../subgraphs/casework/casework-deps.ts';
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
import { createMayor } from '../../../subgraphs/mayor/subgraph.ts';
import { createNational } from '../../../subgraphs/national/subgraph.ts';
import type {
  ServiceDefinition,
  StackContext,
} from '../../../subgraphs/stack/service-definition.ts';
import { PETITION_SERVICES } from '../../../subgraphs/stack/services.ts';
import { supervise, type Stack } from '../../../subgraphs/stack/stack.ts';
import type { Supervisor } from '../../../subgraphs/stack/supervisor.ts';
import { ownPorts } from '../../support/own-port.ts';

type Env = Record<string, string>;

const PROCESS_SETTINGS = {
  isRestarted: false,
  logLevel: 'info',
  report: () => undefined,
} as const;

const log = createLog('city', process.env.TEST_LOG_LEVEL ?? 'silent');

/** By name: what each service's main.ts does with its environment. */
const START: Readonly<Record<string, (env: Env) => Promise<Running>>> = {
  casework: async (env) => createCasework(await caseworkDeps(readCaseworkConfig(env), log)),
  mayor: async (env) => createMayor(await mailboxOf(env)),
  districts: async (env) => createDistricts(await mailboxOf(env)),
  departments: async (env) => createDepartments(await mailboxOf(env)),
  national: async (env) => createNational(await mailboxOf(env)),
  'dev-issuer': async (env) => createDevIssuer({ config: readDevIssuerConfig(env), log }),
  gateway: async (env) => createGateway({ config: readGatewayConfig(env), log }),
};

/** A stack of which only some services can be killed and started again. */
export type StackHere = Pick<Stack, 'url' | 'databaseUrl' | 'kill' | 'start'>;

interface Given {
  context: Omit<StackContext, 'urlOf'>;
  extraEnv: Env;
  /** Services that are processes of their own nevertheless. */
  processes: readonly string[];
  dataDir: string;
}

/** Starts all services in this process, stage by stage, with the settings of the real stack. */
export async function startServicesHere(
  resources: AsyncDisposableStack,
  given: Given,
): Promise<StackHere> {
  const urls = new Map<string, string>();
  const processes = new Map<string, Supervisor>();
  const urlOf = (name: string): string => urls.get(name) ?? '';
  const context = { ...given.context, urlOf };
  const startHere = async ({ name, env }: ServiceDefinition): Promise<Running> => {
    const start = START[name];
    if (!start) throw new Error(`expected a way to start ${name}`);
    return resources.use(await start({ ...env(context), PORT: '0', ...given.extraEnv }));
  };
  const startProcess = async (service: ServiceDefinition): Promise<Supervisor> => {
    const ports = await ownPorts([service.name]);
    const supervisor = supervise(service, { ...PROCESS_SETTINGS, ...given, ports }, context);
    resources.defer(() => supervisor.stop());
    await supervisor.start();
    processes.set(service.name, supervisor);
    return supervisor;
  };
  for (const stage of PETITION_SERVICES) {
    const started = stage.map(async (service) => {
      const isProcess = given.processes.includes(service.name);
      const { url } = await (isProcess ? startProcess : startHere)(service);
      urls.set(service.name, url);
    });
    await Promise.all(started);
  }
  const processOf = (name: string): Supervisor => {
    const supervisor = processes.get(name);
    if (!supervisor) throw new Error(`expected a process, ${name} runs in the test's own`);
    return supervisor;
  };
  return {
    url: urlOf,
    databaseUrl: given.context.databaseUrl,
    kill: (name) => processOf(name).kill(),
    start: (name) => processOf(name).start(),
  };
}

async function mailboxOf(env: Env): Promise<MailboxDeps> {
  return mailboxDeps(readConfig(mailboxSettings, env), log);
}
