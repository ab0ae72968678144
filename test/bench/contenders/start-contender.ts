import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '../../../subgraphs/kit/process/free-port.ts';
import type { BenchIdentity, Contender } from './contender.ts';
import type { ContenderSettings } from './settings.ts';

export interface RunningContender extends Disposable {
  contender: Contender;
  pid: number;
  url: string;
}

export interface StartDeps {
  settings: Omit<ContenderSettings, 'port'>;
  identity: BenchIdentity;
  /** Where what it prints goes. */
  logPath: string;
  /** Where a CPU profile of it is left; none where absent. */
  profileFolder?: string;
}

const START_TIMEOUT_MS = 30_000;

/** Starts one gateway process and waits until it answers. */
export async function startContender(
  contender: Contender,
  deps: StartDeps,
): Promise<RunningContender> {
  // Gateways of others do not say which port they were given, so one is chosen for them.
  const port = await findFreePort();
  const { args, cwd, env } = contender.command({ ...deps.settings, port }, deps.identity);
  const profile = deps.profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${deps.profileFolder}`] : [];
  const child = spawn(process.execPath, [...profile, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(deps.logPath);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const url = `http://127.0.0.1:${port}/graphql`;
  try {
    await answers(url, child);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${contender.name} did not start, see ${deps.logPath}`, { cause: error });
  }
  return { contender, pid: child.pid ?? 0, url, [Symbol.dispose]: () => void child.kill() };
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`it exited with ${child.exitCode}`);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{__typename}' }),
    }).catch(() => null);
    if (response?.ok) return;
    await delay(100);
  }
  throw new Error(`it did not answer within ${START_TIMEOUT_MS} ms`);
}
