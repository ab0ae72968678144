import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from '../../kit/process/log.ts';

interface EventListenerDeps {
  databaseUrl: string;
  channel: string;
  /** Something was appended, or may have been while nobody listened. */
  onNews: () => void;
  log: Logger;
}

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Listens for NOTIFY on a connection of its own, which is made again whenever it breaks. It only
 * makes news faster: what it misses while broken is found by polling.
 */
export function createEventListener(deps: EventListenerDeps): AsyncDisposable {
  const stop = new AbortController();
  const running = keepListening(deps, stop.signal);
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await running;
    },
  };
}

async function keepListening(deps: EventListenerDeps, signal: AbortSignal): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  while (!signal.aborted) {
    try {
      await listenUntilBroken(deps, signal, () => {
        retryMs = FIRST_RETRY_MS;
      });
    } catch (error) {
      deps.log.warn({ err: error, retryMs }, 'not listening for events, polling meanwhile');
    }
    await sleep(retryMs, undefined, { signal }).catch(() => undefined);
    retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
  }
}

async function listenUntilBroken(
  { databaseUrl, channel, onNews }: EventListenerDeps,
  signal: AbortSignal,
  onListening: () => void,
): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  const ended = Promise.withResolvers<undefined>();
  const end = (): void => ended.resolve(undefined);
  client.on('error', ended.reject);
  client.on('end', end);
  client.on('notification', onNews);
  signal.addEventListener('abort', end);
  // A refused connection rejects both this and connect(), which is the one that is awaited.
  ended.promise.catch(() => undefined);
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    onListening();
    onNews();
    await ended.promise;
  } finally {
    signal.removeEventListener('abort', end);
    await client.end().catch(() => undefined);
  }
}
