import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Condition } from '../cases/case.scope.ts';
import type { MailboxKind, PetitionType } from '../generated/resolver-types.ts';
import { FITS, type Fit, type SearchQuery } from './search-text.rules.ts';

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
  place: PublicationPlace;
}

/** Where it stands in a list: by how well it fits, then the newest first. */
export interface PublicationPlace {
  /** Null where nothing was searched for. */
  fit: Fit | null;
  releasedAt: Date;
  id: string;
}

/** A public version as its mailbox sends it; null texts take it back. */
export interface PublicVersion {
  petitionId: string;
  revision: number;
  texts: { title: string; question: string; answer: string; search: string } | null;
  releasedAt: Date;
}

/** Which of them, behind which place. */
export interface PublicationSearch {
  conditions: readonly Condition[];
  query: SearchQuery | null;
  after: PublicationPlace | null;
  limit: number;
}

/** Of letters that have all pairs of a phrase so many are read for the phrase itself, the newest. */
const MAX_READ = 2_000;
/** Where something is searched for, no more are counted. */
const MAX_COUNTED = 1_000;

export async function findPublications(
  em: EntityManager,
  search: PublicationSearch,
): Promise<PublicationRow[]> {
  const places = await findPlaces(em, search);
  const rows = await em.execute<Stored[]>(
    `select p.id, p.title, p.question, p.answer, s.type, s.mailbox, s.mailbox_unit as "mailboxUnit",
       s.replied_by as "repliedBy", s.category, s.submitted_at as "submittedAt",
       s.replied_at as "repliedAt"
     from publication p join published s using (id)
     where p.id in (select value::uuid from json_array_elements_text(?::json))`,
    [JSON.stringify(places.map(({ id }) => id))],
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return places.flatMap((place) => {
    const row = known.get(place.id);
    return row ? [toRow(row, place)] : [];
  });
}

/** All there are, or at most 1,000 where something is searched for. */
export async function countPublications(
  em: EntityManager,
  { conditions, query }: Pick<PublicationSearch, 'conditions' | 'query'>,
): Promise<number> {
  if (query) {
    const places = await findPlaces(em, { conditions, query, after: null, limit: MAX_COUNTED });
    return places.length;
  }
  const where = whereOf(conditions);
  const [row] = await em.execute<{ total: number }[]>(
    `select count(*)::int as total from publication p where ${where.sql}`,
    [...where.params],
  );
  return row?.total ?? 0;
}

/** What fits best first, and no more asked for than the list has room. */
async function findPlaces(
  em: EntityManager,
  { conditions, query, after, limit }: PublicationSearch,
): Promise<PublicationPlace[]> {
  const places: PublicationPlace[] = [];
  for (const fit of query ? FITS : [null]) {
    const room = limit - places.length;
    if (room === 0) break;
    if (after?.fit && fit && fit > after.fit) continue;
    const behind = after?.fit === fit ? [isBehind(after)] : [];
    const found = findFitting(query, fit, whereOf([...conditions, ...behind]), room);
    const rows = await em.execute<{ id: string; at: string }[]>(found.sql, [...found.params]);
    places.push(...rows.map(({ id, at }) => ({ fit, releasedAt: new Date(at), id })));
  }
  return places;
}

function isBehind({ releasedAt, id }: PublicationPlace): Condition {
  return { sql: '(p.released_at, p.id) < (?, ?::uuid)', params: [releasedAt, id] };
}

const NEWEST_FIRST = 'order by p.released_at desc, p.id desc limit ?';

/**
 * Materialized, so that the index finds: the planner would rather walk from the newest on where
 * it takes a term for frequent, and read the terms of each letter on the way.
 */
function findFitting(
  query: SearchQuery | null,
  fit: Fit | null,
  where: Condition,
  limit: number,
): Condition {
  const listed = `select p.id, p.released_at from publication p where ${where.sql}`;
  if (!query || !fit)
    return {
      sql: `select p.id, p.released_at as at from (${listed}) p ${NEWEST_FIRST}`,
      params: [...where.params, limit],
    };
  const found = `with found as materialized (${listed} and search_terms(p.search) @@ ?::tsquery)`;
  const params = [...where.params, query.terms[fit]];
  if (!query.phrases)
    return {
      sql: `${found} select p.id, p.released_at as at from found p ${NEWEST_FIRST}`,
      params: [...params, limit],
    };
  // one by one in their order, so that no more are read than the page takes
  return {
    sql: `${found} select p.id, p.released_at as at from (select * from found p ${NEWEST_FIRST}) p
      where (select known.search @@ ?::tsquery from publication known where known.id = p.id)
      ${NEWEST_FIRST}`,
    params: [...params, MAX_READ, query.phrases[fit], limit],
  };
}

/** How many there are of each first name of a category, the most first. */
export function countTopics(em: EntityManager): Promise<{ topic: string; count: number }[]> {
  return em.execute(
    `select split_part(category, '/', 1) as topic, count(*)::int as count from publication
     where is_listed and category is not null group by 1 order by 2 desc, 1`,
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

type Stored = Omit<PublicationRow, 'submittedAt' | 'repliedAt' | 'place'> &
  Record<'submittedAt' | 'repliedAt', string>;

function toRow({ submittedAt, repliedAt, ...row }: Stored, place: PublicationPlace) {
  return { ...row, submittedAt: new Date(submittedAt), repliedAt: new Date(repliedAt), place };
}

/** Of what is listed: see the triggers that keep it, 2026-11-22-publication-listing.migration.ts. */
function whereOf(conditions: readonly Condition[]): Condition {
  return {
    sql: ['p.is_listed', ...conditions.map(({ sql }) => sql)].join(' and '),
    params: conditions.flatMap(({ params }) => params),
  };
}
