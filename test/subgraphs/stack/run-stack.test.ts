import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { readOrCreateSecrets } from '../../../subgraphs/stack/secrets.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { watchConnection, type WatchedConnection } from './watched-connection.ts';

interface RunningStack extends AsyncDisposable {
  child: ChildProcess;
  /** Everything said until the last line of the welcome. */
  welcome: string;
  /** Resolves with all lines once the process has ended. */
  ended: Promise<{ code: number | null; said: string }>;
}

async function run(dataDir: string): Promise<RunningStack> {
  const child = spawn(process.execPath, ['test/subgraphs/stack/fake-main.ts'], {
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const welcome = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (line.startsWith('Ctrl-C')) welcome.resolve(lines.join('\n'));
  });
  const ended = once(child, 'close').then(([code]) => {
    welcome.reject(new Error(`ended early:\n${lines.join('\n')}`));
    return { code: code as number | null, said: lines.join('\n') };
  });
  const dispose = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return { child, welcome: await welcome.promise, ended, [Symbol.asyncDispose]: dispose };
}

/** A connection that tells when the database ends it. */
async function connect(dataDir: string, welcome: string): Promise<WatchedConnection> {
  const url = new URL(/postgres:\/\/\S+/.exec(welcome)?.[0] ?? '');
  url.password = (await readOrCreateSecrets(dataDir)).databasePassword;
  return watchConnection(url.href);
}

describe('npm start', () => {
  it('tells addresses and people, and Ctrl-C stops all of it, the database last', async () => {
    await using folder = await createTemporaryFolder();
    await using stack = await run(folder.path);
    expect(stack.welcome).toMatch(/GraphiQL +http:\/\/127\.0\.0\.1:\d+\/graphiql/);
    expect(stack.welcome).toMatch(/city-bureau +CITY_BUREAU/);
    const { ended: databaseEnded } = await connect(folder.path, stack.welcome);
    stack.child.kill('SIGINT');
    const { code, said } = await stack.ended;
    await databaseEnded;
    expect(code).toBe(0);
    expect(said).toMatch(/stopping gateway.*stopping casework.*stopping database.*Stopped\.$/s);
  });

  it('never prints the password of the database', async () => {
    await using folder = await createTemporaryFolder();
    await using stack = await run(folder.path);
    stack.child.kill('SIGTERM');
    const { said } = await stack.ended;
    const { databasePassword } = await readOrCreateSecrets(folder.path);
    expect(said).not.toContain(databasePassword);
  });

  it('ends its database even when it is killed, and starts on the same data again', async () => {
    await using folder = await createTemporaryFolder();
    await using first = await run(folder.path);
    const { client, ended: databaseEnded } = await connect(folder.path, first.welcome);
    await client.query('create table kept (word text)');
    first.child.kill('SIGKILL');
    await databaseEnded;
    await using second = await run(folder.path);
    const { client: again } = await connect(folder.path, second.welcome);
    expect((await again.query('table kept')).rowCount).toBe(0);
    await again.end();
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });
});
