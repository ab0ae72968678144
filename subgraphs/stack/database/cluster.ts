import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOwnedFolder, type ServerHome } from './server-home.ts';

export const DATABASE_USER = 'postgres';

const STOP_PATIENCE_MS = 10_000;

/** Makes the cluster unless it is there; an interrupted first start leaves nothing half done. */
export async function ensureCluster(
  home: ServerHome,
  password: string,
  signal: AbortSignal,
): Promise<void> {
  const isThere = await stat(join(home.dataDir, 'PG_VERSION')).catch(() => null);
  if (isThere) return;
  const unfinished = `${home.dataDir}.new`;
  const passwordFile = `${home.dataDir}.password`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await makeOwnedFolder(unfinished, home.owner);
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (home.owner) await chown(passwordFile, home.owner.uid, home.owner.gid);
    await runInitdb(home, unfinished, passwordFile, signal);
    // An empty folder may have been made for us, as temporary folders are.
    await rename(unfinished, home.dataDir);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function runInitdb(
  home: ServerHome,
  folder: string,
  passwordFile: string,
  signal: AbortSignal,
): Promise<void> {
  const initdb = spawn(
    join(home.nativeDir, 'bin/initdb'),
    [
      `--pgdata=${folder}`,
      `--username=${DATABASE_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own collation: the order of rows does not depend on the machine.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...home.owner, cwd: '/', stdio: ['ignore', 'inherit', 'inherit'], signal },
  );
  const [code] = (await once(initdb, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`initdb ended with ${String(code)}; its words are above.`);
}

/** Starts the server on a local port; it may take a moment until it answers. */
export function spawnServer(home: ServerHome, port: number, isDurable: boolean): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    // Each of five subgraphs may hold ten, each test that runs has them all, and some have replicas.
    'max_connections=400',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return spawn(
    join(home.nativeDir, 'bin/postgres'),
    ['-D', home.dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...home.owner, cwd: '/', stdio: ['ignore', 'inherit', 'inherit'] },
  );
}

/** By itself or by a signal, such as that of a system without memory. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Shuts the server down in order; at once where that takes too long. */
export async function stopServer(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return;
  const exited = once(server, 'exit');
  server.kill('SIGINT');
  const impatient = setTimeout(() => server.kill('SIGQUIT'), STOP_PATIENCE_MS);
  await exited;
  clearTimeout(impatient);
}
