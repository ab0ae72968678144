import type { EntityManager } from '@mikro-orm/postgresql';
import { LOG_END } from './log-end.store.ts';

/**
 * A mark says which events are older than an instant: those of transactions before it. Their own
 * times do not, since a letter with a past is registered as of its submission. The oldest mark is
 * the horizon: what lies before it is not delivered any more.
 */
export const HORIZON = '(select xid from event_mark order by xid limit 1)';

/** Marks now, unless it was done since `unlessSince`; several replicas mark once. */
export async function noteMark(em: EntityManager, now: Date, unlessSince: Date): Promise<void> {
  await em.execute(
    `insert into event_mark (xid, noted_at)
     select ${LOG_END}, ?::timestamptz
     where not exists (select 1 from event_mark where noted_at > ?)
     on conflict do nothing`,
    [now, unlessSince],
  );
}

/** Makes the newest mark that is as old as that the horizon. */
export async function moveHorizon(em: EntityManager, before: Date): Promise<void> {
  await em.execute(
    `delete from event_mark where xid < (
       select xid from event_mark where noted_at <= ? order by xid desc limit 1)`,
    [before],
  );
}

/**
 * Takes events before the horizon out of the delivery. They stay as the history of their case, so
 * only the place in the log goes, and with it the entry in the indexes that readers go by.
 * @returns how many
 */
export async function forgetBatch(em: EntityManager, limit: number): Promise<number> {
  const rows = await em.execute<object[]>(
    `update case_event set xid = null where seq in (
       select seq from case_event where xid < ${HORIZON} order by xid, seq limit ?
       for update skip locked)
     returning seq`,
    [limit],
  );
  return rows.length;
}
