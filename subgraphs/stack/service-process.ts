import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { once } from 'node:events';
import type { ReadyMessage } from '../kit/process/run-process.ts';
import { lastLines, openServiceLog } from './service-log.ts';

export interface ServiceProcessOptions {
  name: string;
  /** Absolute path of the file to run. */
  entry: string;
  nodeFlags?: readonly string[] | undefined;
  /** The whole environment; nothing is inherited. */
  env: Record<string, string>;
  /** Absolute folder the process runs in. */
  cwd: string;
  logFile: string;
  readyTimeoutMs: number;
  /** After this the process is killed. */
  stopTimeoutMs: number;
}

/** How a process ended; one of both is set. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ServiceProcess {
  pid: number;
  /** Its base URL once it serves; rejects where it ends before or takes too long. */
  ready: Promise<string>;
  exited: Promise<Exit>;
  /** Asks it to close, and kills it where it does not. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts one service as a process of its own that reports `ready` over IPC. */
export async function startServiceProcess(options: ServiceProcessOptions): Promise<ServiceProcess> {
  const log = await openServiceLog(options.logFile);
  const child = spawn(process.execPath, [...(options.nodeFlags ?? []), options.entry], {
    env: options.env,
    cwd: options.cwd,
    // Ctrl-C in a terminal goes to the whole process group; only the parent shall act on it.
    detached: true,
    // The log is a file rather than a pipe, so that a child can still write when the parent is gone.
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const exited = waitForExit(child);
  const ready = waitUntilReady(child, exited, options);
  // Whoever stops a starting process does not wait for it to be ready.
  ready.catch(() => undefined);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), options.stopTimeoutMs);
    await exited;
    clearTimeout(timer);
  };
  return { pid: child.pid ?? 0, ready, exited, stop, kill };
}

async function waitForExit(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', () => {
      resolve({ code: 127, signal: null });
    });
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
}

async function waitUntilReady(
  child: ChildProcess,
  exited: Promise<Exit>,
  { name, logFile, readyTimeoutMs }: ServiceProcessOptions,
): Promise<string> {
  const timeout = AbortSignal.timeout(readyTimeoutMs);
  const message = once(child, 'message', { signal: timeout }).then(
    ([content]) => (content as ReadyMessage).url,
  );
  const outcome = await Promise.race([
    message.catch((cause: unknown) => {
      if (!timeout.aborted) throw cause;
      return null;
    }),
    exited,
  ]);
  if (typeof outcome === 'string') return outcome;
  const fate = outcome
    ? `ended while starting (${describeExit(outcome)})`
    : `was not ready within ${readyTimeoutMs / 1000} s`;
  child.kill('SIGKILL');
  const words = await lastLines(logFile, 12);
  throw new Error(`${name} ${fate}. The end of ${logFile}:\n${words.join('\n')}`);
}

/** `exit code 1` or `SIGKILL`. */
export function describeExit({ code, signal }: Exit): string {
  return signal ?? `exit code ${String(code)}`;
}
