import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from '../../kit/process/log.ts';
import type { Running } from '../../kit/process/run-process.ts';
import { findFreePort } from '../../kit/process/free-port.ts';
import { DATABASE_USER, ensureCluster, hasEnded, spawnServer, stopServer } from './cluster.ts';
import type { DatabaseConfig } from './config.ts';
import { KEEPER_NAME, stopFormerServer } from './former-server.ts';
import { findNativeBinaries } from './native-binaries.ts';
import { prepareServerHome } from './server-home.ts';

const DATABASE_NAME = 'petition_graph';
const POLL_MS = 30;
const START_PATIENCE_MS = 60_000;

export interface KeeperDeps {
  config: DatabaseConfig;
  log: Logger;
  /** Gives up a start that nobody waits for any more. */
  signal: AbortSignal;
  /** The server ended without being asked to. */
  onLost: () => void;
}

/** Runs an embedded PostgreSQL for as long as it is held; `url` is a postgres:// URL. */
export async function createKeeper({ config, log, signal, onLost }: KeeperDeps): Promise<Running> {
  const password = config.DATABASE_PASSWORD;
  const isPersistent = config.PERSISTENT === 'yes';
  await using resources = new AsyncDisposableStack();
  const nativeDir = findNativeBinaries();
  const home = await prepareServerHome({ dataDir: config.DATA_DIR, nativeDir });
  log.info({ dataDir: home.dataDir, nativeDir: home.nativeDir }, 'database folders');
  if (!isPersistent) {
    resources.defer(() => rm(home.dataDir, { recursive: true, force: true }));
  }
  await stopFormerServer(home.dataDir, password);
  await ensureCluster(home, password, signal);

  const port = config.PORT === 0 ? await findFreePort() : config.PORT;
  const server = spawnServer(home, port, isPersistent);
  resources.defer(() => stopServer(server));
  const address = { host: '127.0.0.1', port, user: DATABASE_USER, password };
  const connection = await connectWhenUp(address, signal, () => hasEnded(server));
  resources.defer(() => connection.end().catch(() => undefined));
  await ensureDatabase(connection);
  signal.throwIfAborted();

  const held = resources.move();
  let isClosing = false;
  void once(server, 'exit').then(() => {
    if (!isClosing) onLost();
  });
  return {
    url: `postgres://${DATABASE_USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE_NAME}`,
    [Symbol.asyncDispose]: () => {
      isClosing = true;
      return held.disposeAsync();
    },
  };
}

interface Address {
  host: string;
  port: number;
  user: string;
  password: string;
}

async function connectWhenUp(
  address: Address,
  signal: AbortSignal,
  isOver: () => boolean,
): Promise<Client> {
  const deadline = performance.now() + START_PATIENCE_MS;
  for (;;) {
    signal.throwIfAborted();
    const client = new Client({
      ...address,
      database: 'postgres',
      application_name: KEEPER_NAME,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => undefined);
    const failure: unknown = await client.connect().then(
      () => null,
      (error: unknown) => error,
    );
    if (failure === null) return client;
    await client.end().catch(() => undefined);
    if (isOver()) throw new Error('PostgreSQL ended while starting; its words are above.');
    if (isWrongPassword(failure)) {
      throw new Error(
        'The database was made with another password than secrets.json holds; ' +
          'restore that file, or remove the database folder to begin anew.',
        { cause: failure },
      );
    }
    if (performance.now() > deadline) {
      throw new Error('PostgreSQL did not answer within 60 s.', { cause: failure });
    }
    await delay(POLL_MS);
  }
}

function isWrongPassword(error: unknown): boolean {
  return (error as { code?: string }).code === '28P01';
}

async function ensureDatabase(connection: Client): Promise<void> {
  const found = await connection.query('select from pg_database where datname = $1', [
    DATABASE_NAME,
  ]);
  if (found.rowCount === 0) await connection.query(`create database ${DATABASE_NAME}`);
}
