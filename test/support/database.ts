import { randomBytes } from 'node:crypto';
import { Client, DatabaseError } from 'pg';

export interface TestDatabase extends AsyncDisposable {
  /** postgres:// URL of a database without rows, that is dropped at the end. */
  url: string;
  name: string;
}

/** PostgreSQL's object_in_use. */
const IS_IN_USE = '55006';

/**
 * Makes a database of its own for a test, so that test files never meet. The tables of all
 * subgraphs are there, migrated once for all tests, unless a command runs this without their set-up.
 */
export function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(process.env.TEST_DATABASE_TEMPLATE ?? 'template0');
}

export async function createDatabase(template: string): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_SERVER;
  if (!server) throw new Error('TEST_DATABASE_SERVER is set by test/support/global-setup.ts');
  const name = `pg_test_${randomBytes(6).toString('hex')}`;
  // A new server has little to write down before it copies files, and that takes half the time.
  await onServer(
    server,
    `create database ${name} template ${template} encoding 'UTF8' strategy file_copy`,
  );
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    name,
    [Symbol.asyncDispose]: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    while (!(await isDone(client, statement)));
  } finally {
    await client.end();
  }
}

/**
 * False where somebody is in the database, mostly one who is leaving it, or PostgreSQL's own
 * vacuuming: it waits five seconds for them, which is not much on a busy machine.
 */
async function isDone(client: Client, statement: string): Promise<boolean> {
  try {
    await client.query(statement);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === IS_IN_USE) return false;
    throw error;
  }
}
