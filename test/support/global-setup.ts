import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../../subgraphs/stack/database/start-database.ts';

declare global {
  /** Jest runs set-up and tear-down in one process but as two modules; this is what they share. */
  var testDatabaseServer: AsyncDisposable | undefined;
}

/** One PostgreSQL server for the whole run: an external one by DATABASE_URL, else embedded. */
export default async function globalSetup(): Promise<void> {
  const external = process.env.DATABASE_URL;
  process.env.TEST_DATABASE_SERVER = external ?? (await startEmbedded());
}

async function startEmbedded(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'petition-graph-test-'));
  const server = await startDatabase({ dataDir: join(folder, 'postgres'), persistent: false });
  globalThis.testDatabaseServer = {
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return server.url;
}
