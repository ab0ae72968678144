import type { EntityManager } from '@mikro-orm/postgresql';
import { ALIKE_BITS_MAX } from '../../kit/text/fingerprint.ts';
import type { Registration } from './registration.rules.ts';

/** R34, R78: the petitioner's first case with a text like this one's; null where there is none. */
export async function findFirstLike(
  em: EntityManager,
  { petitionerAccount, contentFingerprint }: Registration,
): Promise<string | null> {
  if (petitionerAccount === null || contentFingerprint === null) return null;
  const [first] = await em.execute<{ id: string }[]>(
    `select coalesce(repeat_of, id) as id from "case"
     where petitioner_account = ? and content_fingerprint is not null
       and bit_count(('x' || content_fingerprint)::bit(64) # ('x' || ?)::bit(64)) <= ?
     order by registered_at, id limit 1`,
    [petitionerAccount, contentFingerprint, ALIKE_BITS_MAX],
  );
  return first?.id ?? null;
}

/** R34, R78: the first case with a text like this one's by somebody else, or by nobody known. */
export async function findSameMatter(
  em: EntityManager,
  { petitionerAccount, contentFingerprint }: Registration,
): Promise<string | null> {
  if (contentFingerprint === null) return null;
  const [first] = await em.execute<{ id: string }[]>(
    // Materialized, since a plan that walks registered_at for the first one reads every case.
    `with near as materialized (
       select id, same_matter_as, content_fingerprint, petitioner_account, registered_at from "case"
       where content_fingerprint is not null
         and fingerprint_quarters(content_fingerprint) && fingerprint_quarters(?))
     select coalesce(same_matter_as, id) as id from near
     where bit_count(('x' || content_fingerprint)::bit(64) # ('x' || ?)::bit(64)) <= ?
       and (petitioner_account is null or petitioner_account is distinct from ?)
     order by registered_at, id limit 1`,
    [contentFingerprint, contentFingerprint, ALIKE_BITS_MAX, petitionerAccount],
  );
  return first?.id ?? null;
}
