import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

/** Why a matter could not be taken over; never with what stood in it. */
export interface Rejection {
  field: string;
  expected: string;
}

/** @returns whether the peer does not know it yet */
export async function recordRejection(
  em: EntityManager,
  matter: { peer: string; number: string },
  { field, expected }: Rejection,
  at: Date,
): Promise<boolean> {
  const changed: unknown[] = await em.execute(
    `insert into rejected_matter as r (peer, number, field, expected, rejected_at)
     values (?, ?, ?, ?, ?)
     on conflict (peer, number) do update
       set field = excluded.field, expected = excluded.expected, rejected_at = excluded.rejected_at
       where (r.field, r.expected) <> (excluded.field, excluded.expected)
     returning number`,
    [matter.peer, matter.number, field, expected, at],
  );
  return changed.length > 0;
}

/** The peer put it right. */
export async function forgetRejection(
  orm: MikroORM,
  matter: { peer: string; number: string },
): Promise<void> {
  await orm.em
    .fork()
    .execute('delete from rejected_matter where peer = ? and number = ?', [
      matter.peer,
      matter.number,
    ]);
}

/** How many are rejected, by peer; those with none are left out. */
export async function countRejected(
  orm: MikroORM,
  peers: readonly string[],
): Promise<Map<string, number>> {
  const rows = await orm.em.fork().execute<{ peer: string; rejected: number }[]>(
    `select peer, count(*)::int as rejected from rejected_matter
     where peer in (select json_array_elements_text(?::json)) group by peer`,
    [JSON.stringify(peers)],
  );
  return new Map(rows.map(({ peer, rejected }) => [peer, rejected]));
}
