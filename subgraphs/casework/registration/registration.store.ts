import type { EntityManager } from '@mikro-orm/postgresql';
import { ALIKE_BITS_MAX } from '../../kit/text/fingerprint.ts';
import { CaseEntity, type CaseRow } from '../cases/case.entity.ts';
import type { Registration } from './registration.rules.ts';

/**
 * Makes registrations of one petition happen one after another, so that a repeated call finds
 * what the first one made and uses up no registration number.
 */
export async function holdPetition(em: EntityManager, petitionId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [petitionId]);
}

interface Taken {
  /** Id of the petition's case; null where it is new. */
  registeredAs: string | null;
  /** By another petition. */
  isQueryCodeTaken: boolean;
}

export async function findTaken(
  em: EntityManager,
  { petitionId, queryCodeHash }: Registration,
): Promise<Taken> {
  const rows = await em.execute<{ id: string; petitionId: string }[]>(
    'select id, petition_id as "petitionId" from "case" where petition_id = ? or query_code_hash = ?',
    [petitionId, queryCodeHash],
  );
  return {
    registeredAs: rows.find((row) => row.petitionId === petitionId)?.id ?? null,
    isQueryCodeTaken: rows.some((row) => row.petitionId !== petitionId),
  };
}

export interface Place {
  /** Of the registration number. */
  sequence: number;
  /** The petitioner's first case with a text like this one's (R34, R78); null where there is none. */
  repeatOf: string | null;
  /** Otherwise the first case with such a text by somebody else, or by nobody known. */
  sameMatterAs: string | null;
}

export async function takePlace(
  em: EntityManager,
  { petitionerAccount, petitionerMarks, contentFingerprint }: Registration,
): Promise<Place> {
  const [place] = await em.execute<Place[]>(
    `select nextval('registration_number_seq')::int as sequence, own.id as "repeatOf",
       case when own.id is null then (${SAME_MATTER}) end as "sameMatterAs"
     from (select ?::text as account, ?::json as marks, ?::text as fingerprint, ?::int as alike_bits) letter
     cross join lateral (select (${FIRST_LIKE}) as id) own`,
    [petitionerAccount, JSON.stringify(petitionerMarks), contentFingerprint, ALIKE_BITS_MAX],
  );
  if (!place) throw new Error('expected the next registration number, got no row');
  return place;
}

const IS_ALIKE = `bit_count(('x' || content_fingerprint)::bit(64)
  # ('x' || letter.fingerprint)::bit(64)) <= letter.alike_bits`;

/** The same account, or a mark in common, make the same petitioner, whatever the channel (R40). */
const FIRST_LIKE = `with own as (
    select id from "case" where petitioner_account = letter.account
    union
    select case_id from petitioner_mark
    where mark in (select json_array_elements_text(letter.marks)))
  select coalesce(repeat_of, id) from "case" join own using (id)
  where content_fingerprint is not null and ${IS_ALIKE}
  order by registered_at, id limit 1`;

/** Materialized, since a plan that walks registered_at for the first one reads every case. */
const SAME_MATTER = `with near as materialized (
    select id, same_matter_as, content_fingerprint, petitioner_account, registered_at from "case"
    where content_fingerprint is not null
      and fingerprint_quarters(content_fingerprint) && fingerprint_quarters(letter.fingerprint))
  select coalesce(same_matter_as, id) from near
  where ${IS_ALIKE}
    and (petitioner_account is null or petitioner_account is distinct from letter.account)
  order by registered_at, id limit 1`;

export function addCase(em: EntityManager, row: CaseRow): void {
  em.persist(em.create(CaseEntity, row));
}
