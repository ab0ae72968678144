import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Condition } from '../cases/case.scope.ts';
import type { MailboxKind, PetitionType } from '../generated/resolver-types.ts';

/** What everybody may read of an answered letter; nothing of it leads to the case. */
export interface PublicationRow {
  id: string;
  title: string;
  question: string;
  answer: string;
  type: PetitionType;
  mailbox: MailboxKind;
  mailboxUnit: string | null;
  /** Who replied. */
  repliedBy: string | null;
  category: string | null;
  submittedAt: Date;
  repliedAt: Date;
  releasedAt: Date;
  /** How well it fits what was searched for; 0 where nothing was. */
  rank: number;
}

/** A public version as its mailbox sends it; null texts take it back. */
export interface PublicVersion {
  petitionId: string;
  revision: number;
  texts: { title: string; question: string; answer: string; search: string } | null;
  releasedAt: Date;
}

/** Which of them, in which order: by rank where something is searched for, then the newest first. */
export interface PublicationSearch {
  conditions: readonly Condition[];
  /** A tsquery. */
  query: string | null;
  after: Pick<PublicationRow, 'rank' | 'releasedAt' | 'id'> | null;
  limit: number;
}

/** D, C, B and A: titles tell most, answers least. */
const WEIGHTS = '{0.1,0.2,0.4,1.0}';

/**
 * Only what was released and was answered in public (R66), of a letter that accuses nobody and is
 * not in question (R12). A reply that is published later is seen from then on, and one by one.
 */
const VISIBLE = `p.title is not null and c.accused_units = '{}'
  and not exists (select from moderation m where m.petition_id = p.petition_id and m.state <> 'RELEASED')`;

const FROM = `from publication p
  join "case" c on c.petition_id = p.petition_id
  join lateral (
    select unit_id, replied_at from reply
    where reply.case_id = c.id and visibility = 'PUBLIC'
    order by replied_at desc, id desc limit 1) r on true`;

const COLUMNS = `p.id, p.title, p.question, p.answer, c.type, c.mailbox, c.mailbox_unit as "mailboxUnit",
  r.unit_id as "repliedBy", c.category, c.submitted_at as "submittedAt",
  r.replied_at as "repliedAt", p.released_at as "releasedAt"`;

export async function findPublications(
  em: EntityManager,
  { conditions, query, after, limit }: PublicationSearch,
): Promise<PublicationRow[]> {
  const rank = rankOf(query);
  const where = whereOf(conditions, query);
  const rest: Condition = after
    ? {
        sql: 'where (found.rank, found."releasedAt", found.id) < (?::float8, ?, ?::uuid)',
        params: [after.rank, after.releasedAt, after.id],
      }
    : { sql: '', params: [] };
  const rows = await em.execute<Stored[]>(
    `select * from (select ${COLUMNS}, ${rank.sql} as rank ${FROM} where ${where.sql}) found
     ${rest.sql} order by found.rank desc, found."releasedAt" desc, found.id desc limit ?`,
    [...rank.params, ...where.params, ...rest.params, limit],
  );
  return rows.map(toRow);
}

export async function countPublications(
  em: EntityManager,
  { conditions, query }: Pick<PublicationSearch, 'conditions' | 'query'>,
): Promise<number> {
  const where = whereOf(conditions, query);
  const [row] = await em.execute<{ total: number }[]>(
    `select count(*)::int as total ${FROM} where ${where.sql}`,
    [...where.params],
  );
  return row?.total ?? 0;
}

/** How many there are of each first name of a category, the most first. */
export function countTopics(em: EntityManager): Promise<{ topic: string; count: number }[]> {
  return em.execute(
    `select split_part(c.category, '/', 1) as topic, count(*)::int as count ${FROM}
     where ${VISIBLE} and c.category is not null group by 1 order by 2 desc, 1`,
  );
}

/** Keeps the newest version, in whatever order they come; false where it knew as new a one. */
export async function keepVersion(
  em: EntityManager,
  { petitionId, revision, texts, releasedAt }: PublicVersion,
): Promise<boolean> {
  const values = texts ? [texts.title, texts.question, texts.answer, texts.search] : NO_TEXTS;
  const kept = await em.execute<unknown[]>(
    `insert into publication as known
       (id, petition_id, revision, title, question, answer, search, released_at)
     values (?, ?, ?, ?, ?, ?, ?::tsvector, ?)
     on conflict (petition_id) do update set revision = excluded.revision, title = excluded.title,
       question = excluded.question, answer = excluded.answer, search = excluded.search,
       released_at = excluded.released_at
     where excluded.revision > known.revision
     returning revision`,
    [randomUUID(), petitionId, revision, ...values, releasedAt],
  );
  return kept.length > 0;
}

const NO_TEXTS = [null, null, null, null];

type Instants = 'submittedAt' | 'repliedAt' | 'releasedAt';
type Stored = Omit<PublicationRow, Instants> & Record<Instants, string>;

function toRow({ submittedAt, repliedAt, releasedAt, ...row }: Stored): PublicationRow {
  return {
    ...row,
    submittedAt: new Date(submittedAt),
    repliedAt: new Date(repliedAt),
    releasedAt: new Date(releasedAt),
  };
}

function rankOf(query: string | null): Condition {
  if (query === null) return { sql: '0::float8', params: [] };
  return { sql: `ts_rank('${WEIGHTS}', p.search, ?::tsquery, 1)::float8`, params: [query] };
}

function whereOf(conditions: readonly Condition[], query: string | null): Condition {
  const all: Condition[] = [
    { sql: VISIBLE, params: [] },
    ...conditions,
    ...(query === null ? [] : [{ sql: 'p.search @@ ?::tsquery', params: [query] }]),
  ];
  return {
    sql: all.map(({ sql }) => sql).join(' and '),
    params: all.flatMap(({ params }) => params),
  };
}
