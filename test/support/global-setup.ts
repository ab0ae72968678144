import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startDatabase,
  type RunningDatabase,
} from '../../subgraphs/stack/database/start-database.ts';
import { createMigratedDatabase } from './migrated-database.ts';

declare global {
  /** Jest runs set-up and tear-down in one process but as two modules; this is what they share. */
  var heldForTests: AsyncDisposable | undefined;
}

/**
 * What all test files share: one PostgreSQL server, an external one by DATABASE_URL, else embedded;
 * the database that theirs are copied from; which ports are whose; and compiled code, since the
 * tests start the same few programs hundreds of times.
 */
export default async function globalSetup(): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'petition-graph-test-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled');
  process.env.TEST_PORTS = join(folder, 'ports');
  await mkdir(process.env.TEST_PORTS);
  process.env.TEST_DATABASE_SERVER =
    process.env.DATABASE_URL ?? resources.use(await startEmbedded(folder)).url;
  process.env.TEST_DATABASE_TEMPLATE = resources.use(await createMigratedDatabase()).name;
  globalThis.heldForTests = resources.move();
}

function startEmbedded(folder: string): Promise<RunningDatabase> {
  return startDatabase({ dataDir: join(folder, 'postgres'), persistent: false });
}
