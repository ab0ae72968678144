import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { DATABASE_USER } from './cluster.ts';

/** The keeper's own connection bears this name, so that others see the cluster is looked after. */
export const KEEPER_NAME = 'petition-graph-keeper';

const POLL_MS = 200;
const PATIENCE_MS = 60_000;
/** A keeper whose parent was killed needs a moment to notice. */
const KEEPER_PATIENCE_MS = 3_000;
/** Whoever says nothing for so long is no PostgreSQL, however busy the machine. */
const ANSWER_WITHIN_MS = 15_000;

interface Found {
  pid: number;
  port: number;
}

/**
 * Ends a server that outlived its keeper on this folder, so that a new one can start.
 * @throws Error where another keeper looks after it, or where it does not stop
 */
export async function stopFormerServer(dataDir: string, password: string): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    // Taken before it is looked: what is seen then was so after that time.
    const waitedMs = performance.now() - startedAt;
    const found = await readPidFile(dataDir);
    if (!found || !isAlive(found.pid)) return;
    const state = await askState(found, dataDir, password);
    if (state === 'kept' && waitedMs > KEEPER_PATIENCE_MS) {
      throw new Error(`Another process uses the database in ${dataDir}; stop that one first.`);
    }
    if (state === 'orphan') process.kill(found.pid, 'SIGINT');
    // A stale file whose number now belongs to a stranger: PostgreSQL itself can tell.
    if (state === 'stranger') return;
    if (waitedMs > PATIENCE_MS) {
      throw new Error(`The former server of ${dataDir} (process ${found.pid}) does not stop.`);
    }
    await delay(POLL_MS);
  }
}

async function readPidFile(dataDir: string): Promise<Found | null> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n');
  return pid && port ? { pid: Number(pid), port: Number(port) } : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

type State = 'kept' | 'orphan' | 'changing' | 'stranger';

async function askState({ port }: Found, dataDir: string, password: string): Promise<State> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: DATABASE_USER,
    database: 'postgres',
    password,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; keepers: number }>(
      `select current_setting('data_directory') as folder,
              (select count(*)::int from pg_stat_activity where application_name = $1) as keepers`,
      [KEEPER_NAME],
    );
    const [row] = rows;
    if (row?.folder !== dataDir) return 'stranger';
    return row.keepers > 0 ? 'kept' : 'orphan';
  } catch (error) {
    return isStartingOrStopping(error) ? 'changing' : 'stranger';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** 57P03: starting up or shutting down; refused: not listening any more, or not yet. */
function isStartingOrStopping(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === '57P03' || code === '57P01' || code === 'ECONNREFUSED' || code === 'ECONNRESET';
}
