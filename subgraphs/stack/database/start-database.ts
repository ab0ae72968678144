import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readInheritedEnv } from '../config.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { startServiceProcess, type ServiceProcess } from '../service-process.ts';

/** Longer than the server itself may take, so that it is never left behind. */
const STOP_TIMEOUT_MS = 30_000;
const READY_TIMEOUT_MS = 90_000;

export interface KeeperProcessOptions {
  dataDir: string;
  password: string;
  isPersistent: boolean;
  port: number;
  logLevel: string;
  logFile: string;
}

/**
 * Starts the embedded PostgreSQL under a keeper of its own, which no Ctrl-C reaches and which
 * ends the server even where this process is killed. It is ready with a postgres:// URL.
 */
export async function startKeeperProcess(options: KeeperProcessOptions): Promise<ServiceProcess> {
  return startServiceProcess({
    name: 'database',
    entry: join(import.meta.dirname, 'main.ts'),
    cwd: PROJECT_ROOT,
    logFile: options.logFile,
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopTimeoutMs: STOP_TIMEOUT_MS,
    env: {
      ...readInheritedEnv(),
      DATA_DIR: resolve(options.dataDir),
      DATABASE_PASSWORD: options.password,
      PERSISTENT: options.isPersistent ? 'yes' : 'no',
      PORT: String(options.port),
      LOG_LEVEL: options.logLevel,
    },
  });
}

export interface RunningDatabase extends AsyncDisposable {
  /** postgres:// URL of an empty database with a superuser. */
  url: string;
}

/**
 * Starts an embedded PostgreSQL for tests, on a port of the system's choice.
 * @param options.dataDir folder of the cluster; one that exists needs the password it was made with
 * @param options.persistent false deletes it on close and trades durability for speed
 */
export async function startDatabase(options: {
  dataDir: string;
  persistent: boolean;
  password?: string;
}): Promise<RunningDatabase> {
  const logFile = `${resolve(options.dataDir)}.log`;
  const keeper = await startKeeperProcess({
    dataDir: options.dataDir,
    password: options.password ?? randomBytes(24).toString('base64url'),
    isPersistent: options.persistent,
    port: 0,
    logLevel: 'info',
    logFile,
  });
  const url = await keeper.ready;
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await keeper.stop();
      if (!options.persistent) await rm(logFile, { force: true });
    },
  };
}
