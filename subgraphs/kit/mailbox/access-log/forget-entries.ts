import type { EntityManager } from '@mikro-orm/postgresql';
import { RETENTION_SETTING } from './access-log-table.ts';

/** Deletes up to `limit` entries of a log that is otherwise only ever added to, the oldest first. @returns how many */
export async function forgetEntries(
  em: EntityManager,
  table: 'access_log' | 'registration_log',
  before: Date,
  limit: number,
): Promise<number> {
  await em.execute(`set local ${RETENTION_SETTING} = 'on'`);
  const rows = await em.execute<unknown[]>(
    `delete from ${table} where id in (
       select id from ${table} where at < ? order by at limit ?) returning id`,
    [before, limit],
  );
  return rows.length;
}
