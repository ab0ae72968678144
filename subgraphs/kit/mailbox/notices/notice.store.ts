import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { NoticeOrderer, NoticeRow, NoticeState } from './notice.ts';

export interface NewNotice extends Pick<
  NoticeRow,
  'id' | 'petitionId' | 'kind' | 'medium' | 'templateVersion' | 'queuedAt'
> {
  /** Of what happened, so that it is told once. */
  occasion: string;
  sealed: string;
  resendOf?: string;
  orderedBy?: NoticeOrderer;
}

/** A notice as its sender takes it; `sealed` is null once nobody needs it any more. */
export interface HeldNotice extends NoticeRow {
  sealed: string | null;
}

/** What is known after one attempt, or from the provider later. */
interface NoticeChange {
  state: NoticeState;
  lastError: string | null;
  at: Date;
}

const COLUMNS = `id, petition_id as "petitionId", kind, medium, template_version as "templateVersion",
  state, attempts, last_error as "lastError", queued_at as "queuedAt", sent_at as "sentAt",
  settled_at as "settledAt", resend_of as "resendOf",
  case when ordered_role is not null then json_build_object(
    'role', ordered_role, 'unitId', ordered_unit, 'account', ordered_account) end as "orderedBy"`;

/** @returns false where the same occasion was told before */
export async function insertNotice(em: EntityManager, notice: NewNotice): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `insert into notice (id, petition_id, kind, occasion, medium, template_version, state, sealed, queued_at,
       resend_of, ordered_role, ordered_unit, ordered_account)
     values (?, ?, ?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?)
     on conflict do nothing returning id`,
    [
      notice.id,
      notice.petitionId,
      notice.kind,
      notice.occasion,
      notice.medium,
      notice.templateVersion,
      notice.sealed,
      notice.queuedAt,
      notice.resendOf ?? null,
      notice.orderedBy?.role ?? null,
      notice.orderedBy?.unitId ?? null,
      notice.orderedBy?.account ?? null,
    ],
  );
  return rows.length > 0;
}

export async function findNotice(orm: MikroORM, id: string): Promise<HeldNotice | null> {
  const [row] = await orm.em
    .fork()
    .execute<HeldNotice[]>(`select ${COLUMNS}, sealed from notice where id = ?`, [id]);
  return row ? withDates(row) : null;
}

/** A notice that may be sent again. */
export interface ResendableNotice extends HeldNotice {
  isResent: boolean;
}

/** One notice of a letter, held against others who would send it again. */
export async function holdNotice(
  em: EntityManager,
  petitionId: string,
  id: string,
): Promise<ResendableNotice | null> {
  const [row] = await em.execute<ResendableNotice[]>(
    `select ${COLUMNS}, sealed,
       exists (select from notice later where later.resend_of = notice.id) as "isResent"
     from notice where id = ? and petition_id = ? for update`,
    [id, petitionId],
  );
  return row ? withDates(row) : null;
}

export async function forgetText(em: EntityManager, id: string): Promise<void> {
  await em.execute('update notice set sealed = null where id = ?', [id]);
}

/** In the order in which they were queued. */
export async function findNoticesOf(
  orm: MikroORM,
  petitionIds: readonly string[],
): Promise<NoticeRow[]> {
  const rows = await orm.em.fork().execute<NoticeRow[]>(
    `select ${COLUMNS} from notice where petition_id in (select json_array_elements_text(?::json))
     order by queued_at, id`,
    [JSON.stringify(petitionIds)],
  );
  return rows.map(withDates);
}

/** Counts an attempt that came to nothing; the notice stays queued. */
export async function noteAttempt(orm: MikroORM, id: string, error: string): Promise<void> {
  await orm.em
    .fork()
    .execute(
      `update notice set attempts = attempts + 1, last_error = ? where id = ? and state = 'QUEUED'`,
      [error, id],
    );
}

/**
 * The provider took it, or never will. A text message that was delivered is forgotten; what failed, or
 * may still come back, can be sent again as long as its text is kept (retention.ts).
 */
export async function settleAttempt(
  em: EntityManager,
  id: string,
  { state, lastError, at }: NoticeChange,
): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `update notice set state = ?, attempts = attempts + 1, last_error = ?,
       sealed = case when ? = 'DELIVERED' and medium = 'SMS' then null else sealed end,
       sent_at = case when ? = 'FAILED' then null else ?::timestamptz end,
       settled_at = case when ? = 'SENT' then null else ?::timestamptz end
     where id = ? and state = 'QUEUED' returning id`,
    [state, lastError, state, state, at, state, at, id],
  );
  return rows.length > 0;
}

/**
 * What the provider, or the recipient's mail server, says later; what was delivered can still come
 * back, what failed stays so.
 * @returns the notice where that changed it
 */
export async function changeSent(
  em: EntityManager,
  id: string,
  { state, lastError, at }: NoticeChange,
): Promise<NoticeRow | null> {
  const [row] = await em.execute<NoticeRow[]>(
    `update notice set state = ?, last_error = ?, settled_at = ?,
       sealed = case when ? = 'DELIVERED' then null else sealed end
     where id = ? and state <> ? and state <> 'FAILED' returning ${COLUMNS}`,
    [state, lastError, at, state, id, state],
  );
  return row ? withDates(row) : null;
}

/** The driver hands out times as text where no entity says otherwise. */
function withDates<Row extends NoticeRow>(row: Row): Row {
  const date = (value: Date | null): Date | null => value && new Date(value);
  return {
    ...row,
    queuedAt: new Date(row.queuedAt),
    sentAt: date(row.sentAt),
    settledAt: date(row.settledAt),
  };
}
