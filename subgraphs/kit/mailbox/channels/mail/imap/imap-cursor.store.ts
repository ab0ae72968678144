import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

/** A box of a mail server, and the numbering of its mails that is in force (RFC 3501, 2.3.1.1). */
export interface NumberedBox {
  /** Who signs in where, and the folder. */
  box: string;
  uidValidity: string;
}

interface ImapCursor {
  /** The first mail that came after the box was first read under this numbering. */
  firstUid: number;
  /** The last mail that was dealt with; 0 for none. */
  lastUid: number;
}

/** How far a box was read; from its beginning where it is new, or its server has numbered it anew. */
export async function readCursor(
  orm: MikroORM,
  { box, uidValidity }: NumberedBox,
  uidNext: number,
): Promise<ImapCursor> {
  const [row] = await orm.em.fork().execute<{ first: string; last: string }[]>(
    `insert into imap_cursor as c (box, uid_validity, first_uid, last_uid) values (?, ?, ?, 0)
     on conflict (box) do update set uid_validity = excluded.uid_validity,
       first_uid = case when c.uid_validity = excluded.uid_validity then c.first_uid else excluded.first_uid end,
       last_uid = case when c.uid_validity = excluded.uid_validity then c.last_uid else 0 end
     returning first_uid::text as first, last_uid::text as last`,
    [box, uidValidity, uidNext],
  );
  if (!row) throw new Error('expected the cursor of a box, got no row');
  return { firstUid: Number(row.first), lastUid: Number(row.last) };
}

/** Notes a mail as dealt with, in the transaction that deals with it; never goes back. */
export async function moveCursor(
  em: EntityManager,
  { box, uidValidity }: NumberedBox,
  uid: number,
): Promise<void> {
  await em.execute(
    `update imap_cursor set last_uid = greatest(last_uid, ?::bigint)
     where box = ? and uid_validity = ?`,
    [uid, box, uidValidity],
  );
}
