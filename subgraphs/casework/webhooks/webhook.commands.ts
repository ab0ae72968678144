import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../schema/contract/actor.ts';
import { notFound } from '../../kit/errors.ts';
import type { Vault } from '../../kit/secrecy/vault.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { readBounds } from '../events/event-log.store.ts';
import {
  cursorExpired,
  fromCursor,
  invalidCursor,
  isBefore,
  type Position,
} from '../events/event-position.ts';
import { postEvent, type Delivery } from './post-event.ts';
import type { WebhookRow } from './webhook.entity.ts';
import {
  checkMayDecide,
  checkMaySee,
  checkWebhookUrl,
  createSecret,
  toTestMessage,
} from './webhook.rules.ts';
import {
  addWebhook,
  findWebhook,
  listWebhooks,
  removeWebhook,
  reviveWebhook,
  SEALED_SECRETS,
  secretOf,
} from './webhook.store.ts';

/** Somebody waits for the answer. */
const DEFAULT_TEST_TIMEOUT_MS = 5_000;

/** Where events are sent to. */
export interface WebhookCommands {
  /** @throws UNAUTHENTICATED, FORBIDDEN */
  list(actor: Actor): Promise<WebhookRow[]>;
  /** @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, CURSOR_INVALID, CURSOR_EXPIRED */
  register(actor: Actor, given: Given): Promise<{ webhook: WebhookRow; secret: string }>;
  /** @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CURSOR_INVALID, CURSOR_EXPIRED */
  resume(actor: Actor, id: string, after: string | null): Promise<WebhookRow>;
  /** Sends one event that did not happen, at once and once. @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND */
  test(actor: Actor, id: string): Promise<TestDelivery>;
  /** @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND */
  remove(actor: Actor, id: string): Promise<WebhookRow>;
}

/** What became of the test, and how long that took. */
interface TestDelivery extends Delivery {
  latencyMs: number;
}

interface Given {
  url: string;
  kinds: WebhookRow['kinds'];
  after: string | null;
}

export function createWebhookCommands(deps: {
  orm: MikroORM;
  vault: Vault;
  clock: Clock;
  /** How long a test of a webhook may take. */
  webhookTimeoutMs?: number;
}): WebhookCommands {
  const { orm, vault, clock, webhookTimeoutMs = DEFAULT_TEST_TIMEOUT_MS } = deps;
  return {
    list: async (actor) => {
      checkMaySee(actor);
      return listWebhooks(orm.em.fork());
    },
    register: async (actor, { url, kinds, after }) => {
      checkMayDecide(actor);
      const em = orm.em.fork();
      const id = `webhook:${randomUUIDv7()}`;
      const secret = createSecret();
      const webhook: WebhookRow = {
        ...toNewRow(clock.now(), actor.id),
        id,
        sealed: vault.seal(secret, SEALED_SECRETS.placeOf(id)),
        url: checkWebhookUrl(url),
        kinds: kinds ?? null,
        ...(await placeOf(em, after)),
      };
      await addWebhook(em, webhook);
      return { webhook, secret };
    },
    resume: async (actor, id, after) => {
      checkMayDecide(actor);
      const em = orm.em.fork();
      const known = await requireWebhook(em, id);
      const at = after === null ? known : await placeOf(em, after);
      await reviveWebhook(em, id, { at: { xid: at.xid, seq: at.seq }, now: clock.now() });
      return requireWebhook(em, id);
    },
    test: async (actor, id) => {
      checkMayDecide(actor);
      const webhook = await requireWebhook(orm.em.fork(), id);
      const secret = secretOf(webhook, vault);
      const now = clock.now();
      const message = toTestMessage(webhook, randomUUIDv7(), now);
      const startedAt = performance.now();
      const signal = AbortSignal.timeout(webhookTimeoutMs);
      const delivery = await postEvent({ url: webhook.url, secret }, message, { now, signal });
      return { ...delivery, latencyMs: Math.round(performance.now() - startedAt) };
    },
    remove: async (actor, id) => {
      checkMayDecide(actor);
      const em = orm.em.fork();
      const known = await requireWebhook(em, id);
      await removeWebhook(em, id);
      return known;
    },
  };
}

async function requireWebhook(em: EntityManager, id: string): Promise<WebhookRow> {
  const row = await findWebhook(em, id);
  if (!row) throw notFound('id', id);
  return row;
}

/** @throws CURSOR_INVALID, CURSOR_EXPIRED */
async function placeOf(em: EntityManager, after: string | null): Promise<Position> {
  const given = after === null ? null : fromCursor(after, 'CASE_EVENTS');
  const { head, end, horizon } = await readBounds(em);
  if (given && isBefore(end, given)) throw invalidCursor();
  if (given && isBefore(given, horizon)) throw cursorExpired(head);
  return given ?? head;
}

function toNewRow(
  now: Date,
  createdBy: string,
): Omit<WebhookRow, 'id' | 'sealed' | 'url' | 'kinds' | 'xid' | 'seq'> {
  return {
    state: 'ACTIVE',
    createdAt: now,
    createdBy,
    failingSince: null,
    failedAttempts: 0,
    lastError: null,
    suspendedAt: null,
    nextAttemptAt: now,
    leasedUntil: null,
  };
}
