import type { MikroORM } from '@mikro-orm/postgresql';
import { DeliveryError } from '../../kit/outbox/delivery-error.ts';
import type { Logger } from '../../kit/process/log.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { PeerClient } from './peer-client.ts';
import {
  recordFailure,
  recordPulled,
  releaseLease,
  renewLease,
  takePullLease,
  type PullLease,
} from './peer-link.store.ts';
import { startLoop } from './steady-loop.ts';
import type { TakeOver } from './take-over.commands.ts';

interface PullDeps {
  orm: MikroORM;
  clock: Clock;
  log: Logger;
  client: PeerClient;
  takeOver: TakeOver;
  pollMs: number;
  /** Of one page. */
  timeoutMs: number;
}

/** By how much a lease is longer than a pull can take. */
const SPARE_MS = 3_000;

/**
 * Fetches the matters of one peer, page by page, for as long as it runs. The cursor moves on only
 * after all of a page is here, so a page may come twice, but none is left out.
 */
export function pullMatters(deps: PullDeps, peer: string): AsyncDisposable {
  return startLoop({
    pauseMs: deps.pollMs,
    round: async (signal) => {
      const seconds = (deps.timeoutMs + SPARE_MS) / 1_000;
      const lease = await takePullLease(deps.orm, { peer, seconds });
      if (!lease) return false;
      return pullAll(deps, lease, signal);
    },
    // What is worth saying was said and written down where it happened.
    onFailure: () => Promise.resolve(),
  });
}

async function pullAll(deps: PullDeps, lease: PullLease, signal: AbortSignal): Promise<boolean> {
  try {
    let after = lease.cursor;
    while (!signal.aborted) {
      const next = await pullPage(deps, lease, after, signal);
      if (next === null) return false;
      after = next;
    }
    await releaseLease(deps.orm, lease);
    return false;
  } catch (error) {
    if (signal.aborted) await releaseLease(deps.orm, lease);
    else await fail(deps, lease, error);
    throw error;
  }
}

/** @returns where the next page begins; null where there is none yet, or it is another replica's to fetch */
async function pullPage(
  { orm, clock, client, takeOver }: PullDeps,
  lease: PullLease,
  after: string | null,
  signal: AbortSignal,
): Promise<string | null> {
  const { matters, cursor, hasMore } = await client.pull(lease.peer, after, signal);
  // It would be asked for the same page for ever.
  if (hasMore && cursor === after) throw new DeliveryError('ANSWER_INVALID', false);
  let renewAtMs = performance.now();
  for (const matter of matters) {
    signal.throwIfAborted();
    if (performance.now() > renewAtMs) {
      if (!(await renewLease(orm, lease))) return null;
      renewAtMs = performance.now() + SPARE_MS / 3;
    }
    await takeOver(lease.peer, matter);
  }
  const page = { cursor, isCaughtUp: !hasMore, at: clock.now() };
  const isOurs = await recordPulled(orm, lease, page);
  return isOurs && hasMore ? cursor : null;
}

async function fail({ orm, log }: PullDeps, lease: PullLease, error: unknown): Promise<void> {
  const { peer } = lease;
  const isTheirs = error instanceof DeliveryError;
  const code = isTheirs ? error.code : 'TAKE_OVER_FAILED';
  const facts = { peer, code, failures: lease.failures + 1 };
  if (isTheirs) log.warn(facts, 'peer could not be pulled');
  else log.error({ ...facts, err: error }, 'a matter of a peer could not be taken over');
  await recordFailure(orm, lease, code).catch((failure: unknown) =>
    log.error({ peer, err: failure }, 'the state of a peer could not be written'),
  );
}
