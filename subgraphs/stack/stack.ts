import { join, resolve } from 'node:path';
import { loadProfile } from '../kit/profile/load-profile.ts';
import { readInheritedEnv } from './config.ts';
import { createCrew, type Crew } from './crew.ts';
import { startKeeperProcess } from './database/start-database.ts';
import { assertPortsFree, portFor, type PortChoice } from './ports.ts';
import { PROJECT_ROOT } from './project-root.ts';
import type { Report } from './report.ts';
import { readOrCreateSecrets, type Secrets } from './secrets.ts';
import type { ServiceDefinition, Stage, StackContext } from './service-definition.ts';
import { watchErrors } from './service-log.ts';
import { startServiceProcess } from './service-process.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';

export interface StackOptions {
  services: readonly Stage[];
  /** Secrets, logs and the embedded database; made where it is missing. */
  dataDir: string;
  profileDir: string;
  ports?: PortChoice;
  /** An external server; without it an embedded one is started. */
  databaseUrl?: string | undefined;
  /** False deletes the embedded database on close. */
  isDatabaseKept?: boolean;
  /** Starts again what ends unasked; false for tests that kill. */
  isRestarted?: boolean;
  /** pino level of every service. */
  logLevel?: string;
  /** Further variables for every service. */
  extraEnv?: Readonly<Record<string, string>>;
  report?: Report;
  /** Gives up a start that nobody waits for any more. */
  signal?: AbortSignal;
}

/** The whole system on one machine; disposing stops it in reverse order, the database last. */
export interface Stack extends AsyncDisposable {
  databaseUrl: string;
  /** Base URL of a service. @throws Error for an unknown name */
  url(name: string): string;
  /** Null while the service does not run. */
  pid(name: string): number | null;
  /** SIGKILL; the service stays down until start(). */
  kill(name: string): Promise<void>;
  stop(name: string): Promise<void>;
  start(name: string): Promise<void>;
  /** For whoever cannot wait: services are killed, the database closes by itself. */
  force(): Promise<void>;
}

type Settled = Required<Omit<StackOptions, 'databaseUrl' | 'signal'>>;

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * Starts the database and then all services stage by stage, each as a process of its own.
 * @throws Error with the end of a service's log where one does not come up; nothing is left behind
 */
export async function createStack(options: StackOptions): Promise<Stack> {
  const settled = settle(options);
  // A wrong profile is said once and clearly, not by five services.
  await loadProfile(settled.profileDir);
  await assertPortsFree(settled.services.flat(), settled.ports);
  const secrets = await readOrCreateSecrets(settled.dataDir);

  await using resources = new AsyncDisposableStack();
  const crew = resources.use(createCrew(settled.report));
  const giveUp = (): void => void crew[Symbol.asyncDispose]();
  options.signal?.addEventListener('abort', giveUp, { once: true });
  resources.defer(() => options.signal?.removeEventListener('abort', giveUp));

  const databaseUrl = options.databaseUrl ?? (await startEmbedded(crew, settled, secrets));
  const urlOf = (name: string): string => crew.member(name).url;
  const { profileDir } = settled;
  const context: StackContext = { databaseUrl, profileDir, secrets, urlOf };
  for (const stage of settled.services) {
    await crew.startStage(stage.map((service) => supervise(service, settled, context)));
  }
  for (const { name } of settled.services.flat()) {
    const onError = (sentence: string): void => {
      settled.report({ type: 'error', name, sentence });
    };
    resources.use(await watchErrors(logFileOf(settled, name), onError));
  }
  return toStack(crew, databaseUrl, resources.move());
}

function settle(options: StackOptions): Settled {
  return {
    ports: {},
    isDatabaseKept: true,
    isRestarted: true,
    logLevel: 'info',
    extraEnv: {},
    report: () => undefined,
    ...options,
    dataDir: resolve(options.dataDir),
    profileDir: resolve(options.profileDir),
  };
}

async function startEmbedded(crew: Crew, settled: Settled, secrets: Secrets): Promise<string> {
  const database = createSupervisor({
    name: 'database',
    port: 0,
    isRestarted: settled.isRestarted,
    report: settled.report,
    spawn: (port) =>
      startKeeperProcess({
        dataDir: join(settled.dataDir, 'postgres'),
        password: secrets.databasePassword,
        isPersistent: settled.isDatabaseKept,
        port,
        logLevel: settled.logLevel,
        logFile: logFileOf(settled, 'database'),
      }),
  });
  await crew.startStage([database]);
  return database.url;
}

/** One service of the stack, as it is supervised there; its log is in the data folder. */
export function supervise(
  service: ServiceDefinition,
  settled: Pick<Settled, 'ports' | 'isRestarted' | 'report' | 'logLevel' | 'extraEnv' | 'dataDir'>,
  context: StackContext,
): Supervisor {
  return createSupervisor({
    name: service.name,
    port: portFor(service, settled.ports),
    isRestarted: settled.isRestarted,
    report: settled.report,
    spawn: (port) =>
      startServiceProcess({
        name: service.name,
        entry: resolve(PROJECT_ROOT, service.entry),
        nodeFlags: service.nodeFlags,
        cwd: PROJECT_ROOT,
        logFile: logFileOf(settled, service.name),
        readyTimeoutMs: READY_TIMEOUT_MS,
        stopTimeoutMs: STOP_TIMEOUT_MS,
        env: {
          ...readInheritedEnv(service.operatorSettings),
          // The gateway library would otherwise report to its vendor every hour.
          APOLLO_TELEMETRY_DISABLED: '1',
          LOG_LEVEL: settled.logLevel,
          PORT: String(port),
          ...service.env(context),
          ...settled.extraEnv,
        },
      }),
  });
}

function logFileOf({ dataDir }: Pick<Settled, 'dataDir'>, name: string): string {
  return join(dataDir, 'logs', `${name}.log`);
}

function toStack(crew: Crew, databaseUrl: string, held: AsyncDisposable): Stack {
  return {
    databaseUrl,
    url: (name) => crew.member(name).url,
    pid: (name) => crew.member(name).pid,
    kill: (name) => crew.member(name).kill(),
    stop: (name) => crew.member(name).stop(),
    start: (name) => crew.member(name).start(),
    force: () => crew.killAllButFirst(),
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  };
}
