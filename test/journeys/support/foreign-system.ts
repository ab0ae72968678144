import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownPort } from '../../support/own-port.ts';
import type { CityHere } from './city.ts';
import { eventually } from './eventually.ts';
import { createDistrictKey } from './own-system.ts';

/** A district's own system that is none of ours, as a process of its own. */
export interface ForeignSystem extends AsyncDisposable {
  url: string;
  /** File with the public half of its key. */
  keyFile: string;
  /** SIGKILL. */
  kill: () => Promise<void>;
  /** At the same address, with what it knew. */
  start: () => Promise<void>;
  /** Everything it wrote down. */
  readData: () => Promise<string>;
}

/** @param persona account by which it picks up assignments */
export async function startForeignSystem(
  city: CityHere,
  code: string,
  { command, persona }: { command: readonly string[]; persona: string },
): Promise<ForeignSystem> {
  const folder = await mkdtemp(join(tmpdir(), `foreign-${code}-`));
  const key = await createDistrictKey(code);
  const [keyFile, tokenFile, dataFile] = ['key', 'token', 'data'].map((name) => join(folder, name));
  await writeFile(keyFile!, JSON.stringify(key.shown));
  await writeFile(tokenFile!, await city.token(persona));
  const port = String(await ownPort());
  const [program = '', ...args] = command;
  const url = `http://127.0.0.1:${port}/graphql`;
  const env = {
    ...process.env,
    PORT: port,
    LOG_LEVEL: 'warn',
    DISTRICT: code,
    DISTRICT_NAME: '广安区',
    DATA_FILE: dataFile,
    ACTOR_JWKS: JSON.stringify(city.actorKeys),
    SERVICE_SIGNING_KEY: JSON.stringify(key.secret),
    CASEWORK_URL: `${city.stack.url('casework')}/graphql`,
    CITY_URL: `${city.stack.url('gateway')}/graphql`,
    CITY_TOKEN_FILE: tokenFile,
  };
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    await eventually(() =>
      fetch(url.replace('/graphql', '/health')).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  };
  const kill = async (): Promise<void> => {
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    child = null;
    await exited;
  };
  await start();
  return {
    url,
    keyFile: keyFile!,
    kill,
    start,
    readData: () => readFile(dataFile!, 'utf8'),
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
