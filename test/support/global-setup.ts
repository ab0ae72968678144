import { startTestServer } from './database-server.ts';

/** One PostgreSQL server for the whole run: an external one by DATABASE_URL, else embedded. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const external = process.env['DATABASE_URL'];
  if (external) {
    process.env['TEST_DATABASE_SERVER'] = external;
    return () => Promise.resolve();
  }
  const server = await startTestServer();
  process.env['TEST_DATABASE_SERVER'] = server.url;
  return () => server[Symbol.asyncDispose]();
}
