import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from '../process/log.ts';
import type { Clock } from '../time/clock.ts';
import { backOffMs, LONGEST_BACK_OFF_MS } from './back-off.ts';
import { DeliveryError } from './delivery-error.ts';
import {
  hastenWaiting,
  markDelivered,
  markFailed,
  purgeDelivered,
  takeLeases,
  type LeasedMessage,
} from './lease.ts';

/** A message on its way; the same one may come twice, so the receiver must be idempotent. */
export interface OutgoingMessage {
  id: string;
  topic: string;
  payload: unknown;
}

export interface RelayDeps {
  orm: MikroORM;
  /** What it delivers; each receiver has a relay of its own, so that none waits for another's. */
  topics: readonly string[];
  /** @throws DeliveryError with the code to be logged; anything else counts as DELIVERY_FAILED */
  deliver: (message: OutgoingMessage, signal: AbortSignal) => Promise<void>;
  clock: Clock;
  log: Logger;
  /** How often it looks for due messages without being woken. */
  pollMs?: number;
  /** How many deliveries may be under way at once. */
  concurrency?: number;
  /** Must be longer than a delivery can take. */
  leaseMs?: number;
  /** How long closing waits for deliveries before it aborts them. */
  closeGraceMs?: number;
}

export interface Relay extends AsyncDisposable {
  /** Says that messages were committed. */
  wake: () => void;
}

const KEEP_DELIVERED_MS = 7 * 24 * 3_600_000;
const PURGE_EVERY_MS = 3_600_000;

/** Delivers what is in the outbox, at least once, without limit of tries; closes within its grace. */
export function createRelay(deps: RelayDeps): Relay {
  const { pollMs = 1_000, concurrency = 8, leaseMs = 8_000, closeGraceMs = 5_000 } = deps;
  const abort = new AbortController();
  const underWay = new Set<Promise<void>>();
  /** Failures that are being written down. */
  const failures = new Set<Promise<unknown>>();
  const retries = new Set<NodeJS.Timeout>();
  let isClosing = false;
  let isWoken = false;
  let taking: Promise<void> | null = null;
  let purgeAtMs = 0;
  /** Some failed and wait; the first success tells that the receiver is back. */
  let isReceiverAway = false;

  function wake(): void {
    if (isClosing) return;
    isWoken = true;
    taking ??= takeAll().catch(giveUpUntilPolled).finally(takeAgainIfWoken);
  }

  function giveUpUntilPolled(error: unknown): void {
    isWoken = false;
    deps.log.error({ err: error }, 'outbox cannot be read');
  }

  /** A wake-up may come between the last look and the end of taking. */
  function takeAgainIfWoken(): void {
    taking = null;
    if (isWoken && underWay.size < concurrency) wake();
  }

  async function takeAll(): Promise<void> {
    await purge();
    while (isWoken && !isClosing && underWay.size < concurrency) {
      const count = concurrency - underWay.size;
      isWoken = false;
      const now = deps.clock.now();
      const { topics } = deps;
      const messages = await takeLeases(deps.orm, { count, now, leaseMs, topics });
      for (const message of messages) start(message);
      if (messages.length === count) isWoken = true;
    }
  }

  function start(message: LeasedMessage): void {
    const delivery = attempt(deps, message, abort.signal)
      .then((failure) => (failure ? settleFailed(message, failure) : settleDelivered()))
      .catch((error: unknown) => deps.log.error({ err: error }, 'outbox cannot be written'))
      .finally(() => {
        underWay.delete(delivery);
        if (isWoken) wake();
      });
    underWay.add(delivery);
  }

  /** Known before it is written down, since a success may come meanwhile. */
  async function settleFailed(message: LeasedMessage, failure: Failure): Promise<void> {
    if (!failure.concernsOne) isReceiverAway = true;
    const written = markFailed(deps.orm, message, failure);
    failures.add(written);
    await written.finally(() => failures.delete(written));
    wakeAfter(failure.pauseMs);
  }

  async function settleDelivered(): Promise<void> {
    if (!isReceiverAway) return;
    isReceiverAway = false;
    await Promise.allSettled(failures);
    await hastenWaiting(deps.orm, deps.topics, deps.clock.now());
    isWoken = true;
  }

  /** The first pauses are shorter than the polling. */
  function wakeAfter(pauseMs: number): void {
    if (pauseMs >= pollMs || isClosing) return;
    const timer = setTimeout(() => {
      retries.delete(timer);
      wake();
    }, pauseMs);
    retries.add(timer);
  }

  async function purge(): Promise<void> {
    const nowMs = deps.clock.now().getTime();
    if (nowMs < purgeAtMs) return;
    purgeAtMs = nowMs + PURGE_EVERY_MS;
    await purgeDelivered(deps.orm, new Date(nowMs - KEEP_DELIVERED_MS));
  }

  const poll = setInterval(wake, pollMs);
  wake();
  return {
    wake,
    [Symbol.asyncDispose]: async () => {
      isClosing = true;
      clearInterval(poll);
      for (const timer of retries) clearTimeout(timer);
      await taking;
      const grace = setTimeout(() => abort.abort(), closeGraceMs);
      await Promise.all(underWay);
      clearTimeout(grace);
    },
  };
}

interface Failure {
  code: string;
  isRefusal: boolean;
  /** Not for want of the receiver. */
  concernsOne: boolean;
  /** Before the next attempt. */
  pauseMs: number;
  nextAttemptAt: Date;
}

/** @returns null where it was delivered */
async function attempt(
  deps: RelayDeps,
  message: LeasedMessage,
  signal: AbortSignal,
): Promise<Failure | null> {
  const { id, topic, payload } = message;
  try {
    await deps.deliver({ id, topic, payload }, signal);
  } catch (error) {
    return failureOf(deps, message, error);
  }
  await markDelivered(deps.orm, id, deps.clock.now());
  return null;
}

function failureOf(deps: RelayDeps, message: LeasedMessage, error: unknown): Failure {
  const { code, isRefusal, concernsOne } =
    error instanceof DeliveryError ? error : new DeliveryError('DELIVERY_FAILED', false);
  const pauseMs = isRefusal ? LONGEST_BACK_OFF_MS : backOffMs(message.attempts, Math.random());
  const nextAttemptAt = new Date(deps.clock.now().getTime() + pauseMs);
  const { id, topic, attempts } = message;
  const facts = { outboxId: id, topic, attempts, code, pauseMs };
  if (isRefusal) deps.log.error(facts, 'delivery refused');
  else deps.log.warn(facts, 'delivery failed');
  return { code, isRefusal, concernsOne, pauseMs, nextAttemptAt };
}
