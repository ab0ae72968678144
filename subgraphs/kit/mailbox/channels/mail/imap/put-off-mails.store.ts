import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { moveCursor, type NumberedBox } from './imap-cursor.store.ts';

/** A mail that stays in its box for now, and is read again. */
export interface PutOffMail {
  uid: number;
  /** When it was put off first. */
  since: Date;
  retryAt: Date;
}

/** Forgets what an older numbering of the box named. */
export async function forgetRenumbered(
  orm: MikroORM,
  { box, uidValidity }: NumberedBox,
): Promise<void> {
  await orm.em
    .fork()
    .execute('delete from imap_put_off where box = ? and uid_validity <> ?', [box, uidValidity]);
}

/** In the order in which they came. */
export async function listPutOff(
  orm: MikroORM,
  { box, uidValidity }: NumberedBox,
): Promise<PutOffMail[]> {
  const rows = await orm.em.fork().execute<{ uid: string; since: Date; retry_at: Date }[]>(
    `select uid::text as uid, since, retry_at from imap_put_off
     where box = ? and uid_validity = ? order by imap_put_off.uid`,
    [box, uidValidity],
  );
  return rows.map(({ uid, since, retry_at }) => ({
    uid: Number(uid),
    since: new Date(since),
    retryAt: new Date(retry_at),
  }));
}

/** Puts a mail off, once more or for the first time, so that the mails behind it go on. */
export async function putOff(
  em: EntityManager,
  numbered: NumberedBox,
  { uid, since, retryAt }: PutOffMail,
): Promise<void> {
  await em.execute(
    `insert into imap_put_off (box, uid_validity, uid, since, retry_at) values (?, ?, ?, ?, ?)
     on conflict (box, uid) do update set retry_at = excluded.retry_at`,
    [numbered.box, numbered.uidValidity, uid, since, retryAt],
  );
  await moveCursor(em, numbered, uid);
}

/** Notes a mail as dealt with for good, in the transaction that deals with it. */
export async function noteDone(
  em: EntityManager,
  numbered: NumberedBox,
  uid: number,
): Promise<void> {
  await em.execute('delete from imap_put_off where box = ? and uid = ?', [numbered.box, uid]);
  await moveCursor(em, numbered, uid);
}
