import type { EntityManager } from '@mikro-orm/postgresql';

/** Null where there is no such key any more, or never was. */
export async function readDistrictKey(em: EntityManager, district: string): Promise<string | null> {
  const [row] = await em.execute<{ key: string | null }[]>(
    'select key from district_key where district = ?',
    [district],
  );
  return row?.key ?? null;
}

/** Decisions may come in any order, and again: the latest one holds. */
export async function keepDistrictKey(
  em: EntityManager,
  { district, key, decidedAt }: { district: string; key: string | null; decidedAt: Date },
): Promise<void> {
  await em.execute(
    `insert into district_key (district, key, decided_at) values (?, ?, ?)
     on conflict (district) do update set key = excluded.key, decided_at = excluded.decided_at
       where district_key.decided_at < excluded.decided_at`,
    [district, key, decidedAt],
  );
}
