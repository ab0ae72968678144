import type { Logger } from '../../subgraphs/kit/process/log.ts';
import type { RegistryFile } from './registry-file.ts';
import type { RegistryState } from './registry-state.ts';

interface FollowDeps {
  /** Null where it does not answer; undefined where the graph has none for now. */
  readRegistry: (signal: AbortSignal) => Promise<RegistryState | null | undefined>;
  /** Told each change, and the first try even in vain. */
  onTried: (state: RegistryState | null) => void;
  /** Null: nothing is kept for the next start. */
  file: RegistryFile | null;
  pollMs: number;
  log: Logger;
}

/**
 * Asks the registry again and again, for ever; while it is away its last state holds. Polling
 * rather than a subscription: one small query a second needs no reconnecting, misses nothing
 * and is right again by itself after any failure.
 */
export function followRegistry(deps: FollowDeps): AsyncDisposable {
  let known: string | null = null;
  let isAway = false;
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const learn = async (state: RegistryState): Promise<void> => {
    const text = JSON.stringify(state);
    if (text === known) return;
    const joined = Object.entries(state).flatMap(([code, url]) => (url === null ? [] : [code]));
    // most have none
    if (joined.length > 0 || known !== null)
      deps.log.info({ joined }, 'districts with a system of their own');
    known = text;
    deps.onTried(state);
    await deps.file?.write(text);
  };
  const look = async (): Promise<void> => {
    const state = await deps.readRegistry(over.signal);
    // a graph without its districts says nothing of their systems
    if (over.signal.aborted || state === undefined) return;
    if ((state === null) !== isAway) {
      isAway = state === null;
      deps.log.warn({ isAway }, 'the registry of district systems');
    }
    if (state) await learn(state);
    else if (known === null) {
      const kept = (await deps.file?.read()) ?? null;
      if (kept) await learn(kept);
      else deps.onTried(null);
    }
  };
  const run = async (): Promise<void> => {
    try {
      await look();
    } catch (error) {
      deps.log.error({ err: error }, 'could not follow the registry of district systems');
    }
    if (!over.signal.aborted) timer = setTimeout(start, deps.pollMs).unref();
  };
  let running = Promise.resolve();
  const start = (): void => {
    running = run();
  };
  start();
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
