import type { MikroORM } from '@mikro-orm/postgresql';
import { backOffMs } from '../../kit/outbox/back-off.ts';
import type { Logger } from '../../kit/process/log.ts';
import type { Vault } from '../../kit/secrecy/vault.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { readEvents } from '../events/event-log.store.ts';
import {
  EVERY_EVENT,
  type EventFilter,
  type LoggedEvent,
  type Position,
} from '../events/event-position.ts';
import { postEvent } from './post-event.ts';
import type { WebhookRow } from './webhook.entity.ts';
import { PAUSES, SUSPENDED_AFTER_MS, toMessage } from './webhook.rules.ts';
import {
  findDue,
  giveBack,
  noteFailed,
  noteIdle,
  noteTaken,
  secretOf,
  takeLease,
  type Lease,
} from './webhook.store.ts';

interface CourierDeps {
  orm: MikroORM;
  vault: Vault;
  clock: Clock;
  log: Logger;
  pollMs?: number;
  /** How long one try may take; the lease is longer. */
  timeoutMs?: number;
}

const DEFAULT_POLL_MS = 1_000;
const PAGE = 100;
const DEFAULT_TIMEOUT_MS = 10_000;
/** Longer than one try can take. */
const LEASE_MS = 15_000;
const IDLE_MOVE_MS = 3_600_000;

/**
 * Sends events to the webhooks, each in the order of the log and until it is taken, which may be
 * more than once; several replicas may. A slow receiver holds up nobody else.
 */
export function createCourier(deps: CourierDeps): AsyncDisposable {
  const stop = new AbortController();
  const underWay = new Map<string, Promise<void>>();

  async function look(): Promise<void> {
    for (const webhook of await findDue(deps.orm.em.fork(), deps.clock.now())) {
      if (underWay.has(webhook.id)) continue;
      const sending = sendAll(deps, webhook, stop.signal)
        .catch((error: unknown) =>
          deps.log.error({ err: error, webhook: webhook.id }, 'events could not be sent'),
        )
        .finally(() => underWay.delete(webhook.id));
      underWay.set(webhook.id, sending);
    }
  }

  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking
      .then(look)
      .catch((error: unknown) => deps.log.error({ err: error }, 'webhooks could not be read'));
  }, deps.pollMs ?? DEFAULT_POLL_MS);
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      stop.abort();
      await looking;
      await Promise.all(underWay.values());
    },
  };
}

async function sendAll(deps: CourierDeps, webhook: WebhookRow, signal: AbortSignal): Promise<void> {
  const { orm, clock } = deps;
  const until = (): Date => new Date(clock.now().getTime() + LEASE_MS);
  let { xid, seq } = webhook;
  let lease: Lease | null = null;
  while (!signal.aborted) {
    const page = await readEvents(orm.em.fork(), { xid, seq }, filterOf(webhook), PAGE);
    if (page.events.length === 0 && !page.isExpired) {
      if (!lease) await moveOn(deps, webhook, page.next);
      break;
    }
    lease ??= await takeLease(orm.em.fork(), webhook, { now: clock.now(), until: until() });
    if (!lease) return;
    if (page.isExpired) {
      await suspend(deps, webhook, lease, 'CURSOR_EXPIRED');
      return;
    }
    for (const event of page.events) {
      lease = await sendOne(deps, webhook, event, { lease, until, signal });
      if (!lease) return;
      ({ xid, seq } = event);
    }
  }
  if (lease) await giveBack(orm.em.fork(), lease);
}

/**
 * Where nothing of its kinds happens the place moves all the same, now and then: one that stood still
 * for as long as events are kept would count as fallen behind.
 */
async function moveOn(
  { orm, clock }: CourierDeps,
  webhook: WebhookRow,
  next: Position,
): Promise<void> {
  const now = clock.now();
  if (now.getTime() - webhook.nextAttemptAt.getTime() < IDLE_MOVE_MS) return;
  await noteIdle(orm.em.fork(), webhook, { next, now });
}

/** @param until the end of a lease from now on @returns null where nothing more is to be sent for now */
async function sendOne(
  deps: CourierDeps,
  webhook: WebhookRow,
  event: LoggedEvent,
  { lease, until, signal }: { lease: Lease; until: () => Date; signal: AbortSignal },
): Promise<Lease | null> {
  const em = deps.orm.em.fork();
  const receiver = { url: webhook.url, secret: secretOf(webhook, deps.vault) };
  const now = deps.clock.now();
  const tooLong = AbortSignal.timeout(deps.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const ends = AbortSignal.any([signal, tooLong]);
  const { failure } = await postEvent(receiver, toMessage(event), { now, signal: ends });
  if (failure === null) {
    // The first success ends the row of failures that this webhook was read with.
    Object.assign(webhook, { failingSince: null, failedAttempts: 0 });
    // From now, not from before this try: the next one may take as long.
    return noteTaken(em, lease, event, until());
  }
  // Closing is no fault of the receiver.
  if (signal.aborted) await giveBack(em, lease);
  else await fail(deps, webhook, lease, failure);
  return null;
}

async function fail(
  deps: CourierDeps,
  webhook: WebhookRow,
  lease: Lease,
  lastError: string,
): Promise<void> {
  const now = deps.clock.now();
  const failingSince = webhook.failingSince ?? now;
  const isDead = now.getTime() - failingSince.getTime() >= SUSPENDED_AFTER_MS;
  if (isDead || lastError === 'HTTP_410') return suspend(deps, webhook, lease, lastError);
  const failedAttempts = webhook.failedAttempts + 1;
  const waitMs = backOffMs(failedAttempts, Math.random(), PAUSES);
  const nextAttemptAt = new Date(now.getTime() + waitMs);
  deps.log.warn({ webhook: webhook.id, lastError, failedAttempts, waitMs }, 'event not taken');
  const failure = { lastError, failingSince, failedAttempts, nextAttemptAt, suspendedAt: null };
  await noteFailed(deps.orm.em.fork(), lease, failure);
}

/** The error in the log is the alert: whoever runs the city watches for those. */
async function suspend(
  { orm, clock, log }: CourierDeps,
  { id, failingSince, failedAttempts }: WebhookRow,
  lease: Lease,
  lastError: string,
): Promise<void> {
  const now = clock.now();
  await noteFailed(orm.em.fork(), lease, {
    lastError,
    failingSince: failingSince ?? now,
    failedAttempts: failedAttempts + 1,
    nextAttemptAt: now,
    suspendedAt: now,
  });
  log.error({ webhook: id, lastError }, 'webhook suspended: its receiver takes nothing');
}

function filterOf({ kinds = null }: WebhookRow): EventFilter {
  // the bureau decides where they go, so they tell no more than it may know
  const shownTo = 'CITY_BUREAU';
  return { ...EVERY_EVENT, subscription: 'CASE_EVENTS', acts: kinds, shownTo };
}
