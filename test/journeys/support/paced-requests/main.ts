import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, setGlobalDispatcher } from 'undici';
import { createCaller } from '../caller.ts';
import type { PacedOrder, PacedReport } from './paced-requests.ts';

const LOOK_MS = 2;
const KEPT_FAILURES = 5;
const CONNECTIONS = 64;
const CONNECT_TIMEOUT_MS = 60_000;

// As a portal's server has them: what is due waits for a connection, and none is opened for each.
setGlobalDispatcher(
  new Agent({ connections: CONNECTIONS, connect: { timeout: CONNECT_TIMEOUT_MS } }),
);

/** As many as are due by now, whether or not those before have been answered. */
async function run({ url, token, query, perSecond }: PacedOrder): Promise<PacedReport> {
  const caller = createCaller(url, token);
  const underWay: Promise<void>[] = [];
  const failures: string[] = [];
  const startedAt = performance.now();
  while (!isStopped) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond);
    while (underWay.length < due)
      underWay.push(
        caller.ask(query).then(
          () => undefined,
          (error: unknown) => void failures.push(describe(error)),
        ),
      );
    tellOf(underWay.length);
    await sleep(LOOK_MS);
  }
  await Promise.all(underWay);
  return {
    sent: underWay.length,
    failed: failures.length,
    examples: failures.slice(0, KEPT_FAILURES),
  };
}

function describe(error: unknown): string {
  const cause = Error.isError(error) ? error.cause : null;
  return Error.isError(cause) ? `${String(error)}: ${String(cause)}` : String(error);
}

let isStopped = false;
/** How many more are waited for, and at which count they are reached; null where nobody waits. */
let awaited: { more: number; until: number | null } | null = null;

function tellOf(sent: number): void {
  if (!awaited) return;
  awaited.until ??= sent + awaited.more;
  if (sent < awaited.until) return;
  awaited = null;
  process.send?.('sent');
}

process.on('message', (message: PacedOrder | number | 'stop') => {
  if (message === 'stop') isStopped = true;
  else if (typeof message === 'number') awaited = { more: message, until: null };
  else void run(message).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());
