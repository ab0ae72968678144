import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../../process/log.ts';
import type { Clock } from '../../time/clock.ts';
import type { TakeOutcome } from './notice-outcome.ts';
import { takeDueStatuses, type DueStatus } from './notice-status.store.ts';

/** What a provider says of a message that it has taken; null where it does not know yet. */
export type AskStatus = (
  noticeId: string,
  signal: AbortSignal,
) => Promise<{ state: 'DELIVERED' } | { state: 'FAILED'; code: string } | null>;

interface FollowSentDeps {
  orm: MikroORM;
  /** @throws DeliveryError where the provider is away */
  ask: AskStatus;
  takeOutcome: TakeOutcome;
  clock: Clock;
  log: Logger;
  pollMs?: number;
}

/** Longer than any network keeps a text message for a telephone that is switched off. */
const GIVE_UP_MS = 72 * 3_600_000;

/**
 * Asks what became of text messages, at growing pauses, until the provider says so; what it still does
 * not know after three days counts as failed, so that staff tells the petitioner otherwise. A receipt
 * that comes by itself ends the asking, too.
 */
export function startFollowSent(deps: FollowSentDeps): AsyncDisposable {
  const { pollMs = 1_000 } = deps;
  const stop = new AbortController();
  let asking: Promise<void> | null = null;
  const round = (): void => {
    asking ??= followUp(deps, stop.signal)
      .catch((error: unknown) => deps.log.error({ err: error }, 'statuses cannot be followed up'))
      .finally(() => {
        asking = null;
      });
  };
  const timer = setInterval(round, pollMs);
  round();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      stop.abort();
      await asking;
    },
  };
}

async function followUp(deps: FollowSentDeps, signal: AbortSignal): Promise<void> {
  for (const due of await takeDueStatuses(deps.orm, deps.clock.now())) {
    if (signal.aborted) return;
    await followOne(deps, due, signal);
  }
}

async function followOne(
  { ask, takeOutcome, clock, log }: FollowSentDeps,
  { id, sentAt }: DueStatus,
  signal: AbortSignal,
): Promise<void> {
  const status = await ask(id, signal).catch((error: unknown) => {
    if (!signal.aborted) log.warn({ noticeId: id, err: error }, 'the status cannot be asked for');
    return null;
  });
  const isTooLate = clock.now().getTime() - sentAt.getTime() > GIVE_UP_MS;
  if (status?.state === 'DELIVERED') await takeOutcome({ noticeId: id, ...status, code: null });
  else if (status) await takeOutcome({ noticeId: id, ...status });
  else if (isTooLate) await takeOutcome({ noticeId: id, state: 'FAILED', code: 'STATUS_UNKNOWN' });
}
