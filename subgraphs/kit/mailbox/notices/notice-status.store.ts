import type { MikroORM } from '@mikro-orm/postgresql';

/** A text message of which the provider should be asked now. */
export interface DueStatus {
  id: string;
  sentAt: Date;
}

const BATCH = 50;

/**
 * Takes messages that are due and puts off the next question, 30 s doubling up to an hour, in one
 * statement: whoever dies before it has asked is asked for again then, and no two ask at once.
 */
export async function takeDueStatuses(orm: MikroORM, now: Date): Promise<DueStatus[]> {
  const rows = await orm.em.fork().execute<{ id: string; sentAt: string }[]>(
    `update notice set status_tries = status_tries + 1,
       next_status_at = ?::timestamptz
         + least(interval '1 hour', interval '30 seconds' * power(2, least(status_tries, 10)))
     where id in (
       select id from notice
       where state = 'SENT' and medium = 'SMS'
         and coalesce(next_status_at, sent_at + interval '30 seconds') <= ?
       order by next_status_at nulls first, id limit ? for update skip locked)
     returning id, sent_at as "sentAt"`,
    [now, now, BATCH],
  );
  return rows.map(({ id, sentAt }) => ({ id, sentAt: new Date(sentAt) }));
}
