import type { EntityManager } from '@mikro-orm/postgresql';
import type { SealedTable } from '../../kit/secrecy/reseal.ts';
import type { Vault } from '../../kit/secrecy/vault.ts';
import type { Position } from '../events/event-position.ts';
import { WebhookEntity, type WebhookRow } from './webhook.entity.ts';

/** Holds the secrets that sign; see startResealing. */
export const SEALED_SECRETS: SealedTable = {
  table: 'webhook',
  key: 'id',
  placeOf: (id) => `webhook.secret:${id}`,
};

/** What signs for a webhook. */
export function secretOf({ id, sealed }: Pick<WebhookRow, 'id' | 'sealed'>, vault: Vault): string {
  return vault.open(sealed, SEALED_SECRETS.placeOf(id));
}

export async function addWebhook(em: EntityManager, row: WebhookRow): Promise<void> {
  await em.insert(WebhookEntity, row);
}

export function findWebhook(em: EntityManager, id: string): Promise<WebhookRow | null> {
  return em.findOne(WebhookEntity, { id }, { disableIdentityMap: true });
}

/** The latest first. */
export function listWebhooks(em: EntityManager): Promise<WebhookRow[]> {
  return em.find(
    WebhookEntity,
    {},
    { orderBy: { createdAt: 'desc', id: 'desc' }, disableIdentityMap: true },
  );
}

export async function removeWebhook(em: EntityManager, id: string): Promise<void> {
  await em.nativeDelete(WebhookEntity, { id });
}

/** Nobody sends meanwhile what was to be sent before: the lease ends with the old place. */
export async function reviveWebhook(
  em: EntityManager,
  id: string,
  { at, now }: { at: Position; now: Date },
): Promise<void> {
  await em.nativeUpdate(
    WebhookEntity,
    { id },
    { ...at, ...WELL, state: 'ACTIVE', suspendedAt: null, nextAttemptAt: now, leasedUntil: null },
  );
}

const WELL = { failingSince: null, failedAttempts: 0, lastError: null };

/** Those that may be tried now, and nobody is trying. */
export function findDue(em: EntityManager, now: Date): Promise<WebhookRow[]> {
  return em.find(
    WebhookEntity,
    {
      state: 'ACTIVE',
      nextAttemptAt: { $lte: now },
      $or: [{ leasedUntil: null }, { leasedUntil: { $lte: now } }],
    },
    { disableIdentityMap: true },
  );
}

/** A right to send that ends by itself: whoever is killed holds it no longer than that. */
export interface Lease {
  id: string;
  until: Date;
}

/** Null where another replica was first, or it is not to be sent to any more. */
export async function takeLease(
  em: EntityManager,
  { id, xid, seq }: WebhookRow,
  { now, until }: { now: Date; until: Date },
): Promise<Lease | null> {
  const free = { $or: [{ leasedUntil: null }, { leasedUntil: { $lte: now } }] };
  // At another place than was read, another replica has sent meanwhile.
  const where = { id, xid, seq, state: 'ACTIVE' as const, ...free };
  const taken = await em.nativeUpdate(WebhookEntity, where, { leasedUntil: until });
  return taken === 1 ? { id, until } : null;
}

/** @returns the lease renewed, or null where it was lost: somebody else decides now */
export async function noteTaken(
  em: EntityManager,
  { id, until }: Lease,
  at: Position,
  nextUntil: Date,
): Promise<Lease | null> {
  const moved = await em.nativeUpdate(
    WebhookEntity,
    { id, leasedUntil: until },
    { xid: at.xid, seq: at.seq, ...WELL, leasedUntil: nextUntil },
  );
  return moved === 1 ? { id, until: nextUntil } : null;
}

export async function giveBack(em: EntityManager, { id, until }: Lease): Promise<void> {
  await em.nativeUpdate(WebhookEntity, { id, leasedUntil: until }, { leasedUntil: null });
}

/** Nothing was to be sent up to `next`; unless somebody has sent meanwhile. */
export async function noteIdle(
  em: EntityManager,
  { id, xid, seq }: WebhookRow,
  { next, now }: { next: Position; now: Date },
): Promise<void> {
  // Whoever was killed between its last event and giving back has left a lease that is over.
  const free = { $or: [{ leasedUntil: null }, { leasedUntil: { $lte: now } }] };
  const where = { id, xid, seq, state: 'ACTIVE' as const, ...free };
  await em.nativeUpdate(WebhookEntity, where, {
    xid: next.xid,
    seq: next.seq,
    nextAttemptAt: now,
  });
}

interface Failure {
  lastError: string;
  failingSince: Date;
  failedAttempts: number;
  nextAttemptAt: Date;
  /** Null: it will be tried again. */
  suspendedAt: Date | null;
}

export async function noteFailed(
  em: EntityManager,
  { id, until }: Lease,
  failure: Failure,
): Promise<void> {
  const state = failure.suspendedAt ? 'SUSPENDED' : 'ACTIVE';
  await em.nativeUpdate(
    WebhookEntity,
    { id, leasedUntil: until },
    { ...failure, state, leasedUntil: null },
  );
}
