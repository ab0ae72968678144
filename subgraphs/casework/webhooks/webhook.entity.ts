import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { CaseEventRow } from '../events/case-event.entity.ts';

export const WEBHOOK_STATES = ['ACTIVE', 'SUSPENDED'] as const;

/** Other software that events are sent to. (xid, seq) is its place in the log: all before it was taken. */
export const WebhookEntity = defineEntity({
  name: 'Webhook',
  tableName: 'webhook',
  properties: {
    id: p.text().primary(),
    url: p.text(),
    /** Null means all. */
    kinds: p.array().$type<CaseEventRow['act'][]>().nullable(),
    /** The secret that signs, see webhook.store.ts. */
    sealed: p.text(),
    state: p.enum(WEBHOOK_STATES).$type<(typeof WEBHOOK_STATES)[number]>(),
    xid: p.string().columnType('xid8'),
    seq: p.bigint('string').columnType('bigint'),
    createdAt: p.datetime(3),
    createdBy: p.text(),
    failingSince: p.datetime(3).nullable(),
    failedAttempts: p.integer(),
    lastError: p.text().nullable(),
    suspendedAt: p.datetime(3).nullable(),
    nextAttemptAt: p.datetime(3),
    /** While it lies ahead, one replica alone sends. */
    leasedUntil: p.datetime(3).nullable(),
  },
});

export type WebhookRow = InferEntity<typeof WebhookEntity>;
