import type { Report } from './report.ts';
import { describeExit, type Exit, type ServiceProcess } from './service-process.ts';

export interface SupervisorOptions {
  name: string;
  /** Starts the process on a port; 0 lets the system choose. */
  spawn: (port: number) => Promise<ServiceProcess>;
  /** Kept over restarts once it is known. */
  port: number;
  /** Start it again where it ends unasked. */
  isRestarted: boolean;
  report: Report;
}

/** One service through all its lives; the address stays the same. */
export interface Supervisor {
  name: string;
  /** Base URL. @throws Error before the first start */
  readonly url: string;
  /** Null while it does not run. */
  readonly pid: number | null;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL; it stays down until start(). */
  kill(): Promise<void>;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
/** Having run for so long, a service counts as healthy again. */
const STEADY_AFTER_MS = 60_000;

/** Runs a service, and starts it again with doubling delays where it ends unasked. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { name, report } = options;
  let { port } = options;
  let url: string | null = null;
  let current: ServiceProcess | null = null;
  let isWanted = false;
  let delayMs = FIRST_DELAY_MS;
  let retry: NodeJS.Timeout | undefined;

  const launch = async (onExit: (exit: Exit) => void): Promise<void> => {
    const startedAtMs = performance.now();
    const spawned = await options.spawn(port).catch((error: unknown) => {
      // There is no process whose exit would ask for the next attempt.
      onExit({ code: 127, signal: null });
      throw error;
    });
    current = spawned;
    void spawned.exited.then((exit) => {
      if (current === spawned) current = null;
      if (performance.now() - startedAtMs > STEADY_AFTER_MS) delayMs = FIRST_DELAY_MS;
      onExit(exit);
    });
    // A stop() that came between two awaits found nothing to stop yet.
    if (!isWanted) await spawned.kill();
    url = await spawned.ready;
    port = Number(new URL(url).port);
    report({ type: 'ready', name, url, durationMs: performance.now() - startedAtMs });
  };

  const startAgain = (exit: Exit): void => {
    if (!isWanted || !options.isRestarted) return;
    report({ type: 'died', name, how: describeExit(exit), retryInMs: delayMs });
    retry = setTimeout(() => {
      // A failed attempt ends its process, and that exit asks for the next one.
      launch(startAgain).catch(() => undefined);
    }, delayMs);
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
  };

  const start = async (): Promise<void> => {
    if (isWanted) return;
    isWanted = true;
    let hasStarted = false;
    report({ type: 'starting', name });
    try {
      await launch((exit) => {
        if (hasStarted) startAgain(exit);
      });
      hasStarted = true;
    } catch (error) {
      isWanted = false;
      throw error;
    }
  };

  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    isWanted = false;
    clearTimeout(retry);
    delayMs = FIRST_DELAY_MS;
    await current?.[how]();
  };

  return {
    name,
    get url() {
      if (url === null) throw new Error(`${name} has not been started.`);
      return url;
    },
    get pid() {
      return current?.pid ?? null;
    },
    start,
    stop: () => end('stop'),
    kill: () => end('kill'),
  };
}
