import { createServer } from 'node:http';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { SecretValues } from '../../../subgraphs/stack/secrets.ts';
import type { StackEvent } from '../../../subgraphs/stack/report.ts';
import { createStack, type Stack, type StackOptions } from '../../../subgraphs/stack/stack.ts';
import { FAKE_SERVICES, fakeService } from './fake-services.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { ownPorts } from '../../support/own-port.ts';

const EXTERNAL = 'postgres://someone@127.0.0.1:1/elsewhere';
const NAMES = FAKE_SERVICES.flat().map(({ name }) => name);
const profileDir = 'subgraphs/profiles/guangan';

function start(dataDir: string, options: Partial<StackOptions> = {}): Promise<Stack> {
  return createStack({
    services: FAKE_SERVICES,
    dataDir,
    profileDir,
    ports: 'ephemeral',
    databaseUrl: EXTERNAL,
    isRestarted: false,
    ...options,
  });
}

async function envOf(stack: Stack, name: string): Promise<Record<string, string>> {
  const response = await fetch(stack.url(name));
  return (await response.json()) as Record<string, string>;
}

function isAlive(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a stack', () => {
  it('starts stage by stage, so that a service knows those before it', async () => {
    await using folder = await createTemporaryFolder();
    const events: StackEvent[] = [];
    await using stack = await start(folder.path, { report: (event) => events.push(event) });
    const ready = events.flatMap((event) => (event.type === 'ready' ? [event.name] : []));
    expect([ready[0], ready.at(-1)]).toEqual(['casework', 'gateway']);
    expect(await envOf(stack, 'mayor')).toMatchObject({ CASEWORK_URL: stack.url('casework') });
    expect(await envOf(stack, 'gateway')).toMatchObject({ MAYOR_URL: stack.url('mayor') });
  });

  it('gives the database address to none but those that need it, and no vendor telemetry', async () => {
    await using folder = await createTemporaryFolder();
    await using stack = await start(folder.path, { extraEnv: { FAKE: 'none' } });
    expect(await envOf(stack, 'casework')).toMatchObject({ DATABASE_URL: EXTERNAL, FAKE: 'none' });
    const gateway = await envOf(stack, 'gateway');
    expect(gateway).toMatchObject({ APOLLO_TELEMETRY_DISABLED: '1' });
    expect(gateway).not.toHaveProperty('DATABASE_URL');
  });

  it('leaves a killed service down, and starts it again at the same address', async () => {
    await using folder = await createTemporaryFolder();
    const ports = await ownPorts(NAMES);
    await using stack = await start(folder.path, { isRestarted: true, ports });
    const url = stack.url('mayor');
    await stack.kill('mayor');
    expect(stack.pid('mayor')).toBeNull();
    await expect(fetch(url)).rejects.toThrow();
    await stack.start('mayor');
    expect(stack.url('mayor')).toBe(url);
    expect((await fetch(url)).status).toBe(200);
  });

  it('starts a service again that ended unasked, and says so', async () => {
    await using folder = await createTemporaryFolder();
    const died = Promise.withResolvers<StackEvent>();
    const back = Promise.withResolvers<StackEvent>();
    let hasStarted = false;
    await using stack = await start(folder.path, {
      isRestarted: true,
      ports: await ownPorts(NAMES),
      report: (event) => {
        if (event.type === 'died') died.resolve(event);
        if (event.type === 'ready' && hasStarted) back.resolve(event);
      },
    });
    hasStarted = true;
    const url = stack.url('mayor');
    process.kill(stack.pid('mayor') ?? 0, 'SIGKILL');
    expect(await died.promise).toMatchObject({ name: 'mayor', how: 'SIGKILL', retryInMs: 1000 });
    expect(await back.promise).toMatchObject({ name: 'mayor', url });
  });

  it('refuses to start with the words of a service that fails, and leaves nothing behind', async () => {
    await using folder = await createTemporaryFolder();
    const failing = fakeService('gateway', () => ({ FAKE: 'fails' }));
    const services = [[fakeService('casework')], [failing]];
    const stopped: string[] = [];
    const started = start(folder.path, {
      services,
      report: (event) => {
        if (event.type === 'stopping') stopped.push(event.name);
      },
    });
    await expect(started).rejects.toThrow(/gateway ended while starting.*the wheels came off/s);
    expect(stopped).toEqual(['gateway', 'casework']);
  });

  it('stops in reverse order and leaves no process behind', async () => {
    await using folder = await createTemporaryFolder();
    const stopped: string[] = [];
    const stack = await start(folder.path, {
      report: (event) => {
        if (event.type === 'stopping') stopped.push(event.name);
      },
    });
    const pids = NAMES.map((name) => stack.pid(name));
    expect(pids.every(isAlive)).toBe(true);
    await stack[Symbol.asyncDispose]();
    expect(pids.some(isAlive)).toBe(false);
    expect(stopped).toEqual(['gateway', 'mayor', 'dev-issuer', 'casework']);
  });

  it('names every port that is taken and the setting that chooses another', async () => {
    await using folder = await createTemporaryFolder();
    const other = createServer().listen(0, '0.0.0.0');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const started = start(folder.path, { ports: { gateway: port, mayor: port } });
    await expect(started).rejects.toThrow(
      new RegExp(`${port} for mayor.*MAYOR_PORT.*${port} for gateway.*GATEWAY_PORT`, 's'),
    );
    other.close();
  });

  it('keeps its secrets over restarts, readable by nobody else', async () => {
    await using folder = await createTemporaryFolder();
    const file = join(folder.path, 'secrets.json');
    const services = [[fakeService('casework')]];
    await (await start(folder.path, { services }))[Symbol.asyncDispose]();
    const before = await readFile(file, 'utf8');
    await (await start(folder.path, { services }))[Symbol.asyncDispose]();
    expect(await readFile(file, 'utf8')).toBe(before);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it('adds the keys of personal data to secrets that are older than they', async () => {
    await using folder = await createTemporaryFolder();
    const file = join(folder.path, 'secrets.json');
    const services = [[fakeService('casework')]];
    await (await start(folder.path, { services }))[Symbol.asyncDispose]();
    const { personalDataKeys, ...older } = JSON.parse(await readFile(file, 'utf8')) as SecretValues;
    expect(Object.keys(personalDataKeys.keys)).toEqual([personalDataKeys.current]);
    await writeFile(file, JSON.stringify(older));
    await (await start(folder.path, { services }))[Symbol.asyncDispose]();
    const added = JSON.parse(await readFile(file, 'utf8')) as SecretValues;
    expect(added).toMatchObject(older);
    expect(added.personalDataKeys.index).not.toBe(personalDataKeys.index);
  });

  it('refuses a name it does not know, and says which it knows', async () => {
    await using folder = await createTemporaryFolder();
    await using stack = await start(folder.path, { services: [[fakeService('casework')]] });
    expect(() => stack.url('caseworks')).toThrow('Expected one of casework, came caseworks.');
  });
});
