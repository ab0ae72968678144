import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A system that the kit started; disposing ends it. */
export interface StartedSystem extends AsyncDisposable {
  /** SIGKILL, and a new start at the same address; resolves once it answers. */
  restart: () => Promise<void>;
}

interface StartOptions {
  /** A command line for the shell. */
  command: string;
  env: Record<string, string>;
  url: string;
  /** It may take so many times 30 s to answer. */
  patience: number;
}

const READY_WITHIN_SECONDS = 30;

/** @throws Error where it does not answer in time */
export async function startSystem(options: StartOptions): Promise<StartedSystem> {
  let child = start(options);
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    // The shell may stand before it: the whole group goes.
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
  };
  try {
    await waitUntilReady(options, child);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    restart: async () => {
      await end();
      child = start(options);
      await waitUntilReady(options, child);
    },
    [Symbol.asyncDispose]: end,
  };
}

function start({ command, env }: StartOptions): ChildProcess {
  return spawn('/bin/sh', ['-c', `exec ${command}`], {
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function waitUntilReady(
  { url, command, patience }: StartOptions,
  child: ChildProcess,
): Promise<void> {
  const seconds = READY_WITHIN_SECONDS * patience;
  const endAt = performance.now() + seconds * 1_000;
  while (performance.now() < endAt && child.exitCode === null) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    }).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return;
    await sleep(50);
  }
  throw new Error(`“${command}” 没有在 ${String(seconds)} 秒内于 ${url} 应答。`);
}
