import type { MikroORM } from '@mikro-orm/postgresql';

/** A message that this relay alone may deliver until its lease ends. */
export interface LeasedMessage {
  id: string;
  topic: string;
  payload: unknown;
  /** This attempt included. */
  attempts: number;
  leasedUntil: Date;
}

interface LeasedRow {
  id: string;
  topic: string;
  payload: unknown;
  attempts: number;
}

/**
 * Takes up to `count` due messages, or such whose lease has ended. One short transaction that is
 * over before anything is delivered: a transaction held open during a delivery would hold back
 * every reader of an event log on the same PostgreSQL server.
 */
export async function takeLeases(
  orm: MikroORM,
  lease: { count: number; now: Date; leaseMs: number; topics: readonly string[] },
): Promise<LeasedMessage[]> {
  const leasedUntil = new Date(lease.now.getTime() + lease.leaseMs);
  const rows = await orm.em.fork().execute<LeasedRow[]>(
    `update outbox set leased_until = ?, attempts = attempts + 1
      where id in (
        select id from outbox
         where delivered_at is null and next_attempt_at <= ?
           and topic in (select json_array_elements_text(?::json))
           and (leased_until is null or leased_until <= ?)
         order by next_attempt_at, id limit ?
         for update skip locked)
      returning id::text, topic, payload, attempts`,
    [leasedUntil, lease.now, JSON.stringify(lease.topics), lease.now, lease.count],
  );
  return rows.map((row) => ({ ...row, leasedUntil }));
}

/** Holds even where the lease has ended meanwhile: it is true that the message arrived. */
export async function markDelivered(orm: MikroORM, id: string, now: Date): Promise<void> {
  await orm.em
    .fork()
    .execute(
      'update outbox set delivered_at = ?, leased_until = null, last_error = null where id = ?',
      [now, id],
    );
}

/** Gives the lease back, unless it has ended and another relay holds the message now. */
export async function markFailed(
  orm: MikroORM,
  message: LeasedMessage,
  failure: { code: string; isRefusal: boolean; nextAttemptAt: Date },
): Promise<void> {
  await orm.em.fork().execute(
    `update outbox set next_attempt_at = ?, leased_until = null, last_error = ?, is_refused = ?
      where id = ? and leased_until = ? and delivered_at is null`,
    [failure.nextAttemptAt, failure.code, failure.isRefusal, message.id, message.leasedUntil],
  );
}

/** Makes due at once what only waits because the receiver was away. */
export async function hastenWaiting(
  orm: MikroORM,
  topics: readonly string[],
  now: Date,
): Promise<void> {
  await orm.em.fork().execute(
    `update outbox set next_attempt_at = ?
      where delivered_at is null and next_attempt_at > ? and not is_refused
        and topic in (select json_array_elements_text(?::json))`,
    [now, now, JSON.stringify(topics)],
  );
}

/** Forgets messages delivered before an instant. */
export async function purgeDelivered(orm: MikroORM, before: Date): Promise<void> {
  await orm.em.fork().execute('delete from outbox where delivered_at < ?', [before]);
}
