import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Vault } from '../../secrecy/vault.ts';
import { maskPersonal, type PeopleOfLetter } from '../mask-text.rules.ts';
import type { SealedTable } from '../../secrecy/reseal.ts';
import type { ModerationEntry } from './moderation.ts';

type ModerationRow = Omit<ModerationEntry, 'reason' | 'at'> & {
  id: string;
  sealed: string;
  at: string;
};

/** What the record holds sealed: reasons, each bound to its entry. */
export const SEALED_REASONS: SealedTable = {
  table: 'moderation_entry',
  key: 'id',
  placeOf: (id) => `moderation:${id}`,
};

/** All that was done to these letters, each letter's in order. */
export async function readModeration(
  em: EntityManager,
  vault: Vault,
  petitionIds: readonly string[],
): Promise<ModerationEntry[]> {
  const rows = await em.execute<ModerationRow[]>(
    `select id, petition_id as "petitionId", revision, act, ground, sealed, at,
       role, unit_id as "unitId", account
     from moderation_entry where petition_id in (select json_array_elements_text(?::json))
     order by petition_id, revision`,
    [JSON.stringify(petitionIds)],
  );
  return rows.map(({ id, sealed, at, ...row }) => ({
    ...row,
    at: new Date(at),
    reason: vault.open(sealed, SEALED_REASONS.placeOf(id)),
  }));
}

export async function insertModeration(
  em: EntityManager,
  vault: Vault,
  entry: ModerationEntry,
): Promise<void> {
  const { petitionId, revision, act, ground, reason, at, role, unitId, account } = entry;
  const id = `${petitionId}:${revision}`;
  const sealed = vault.seal(reason, SEALED_REASONS.placeOf(id));
  await em.execute(
    `insert into moderation_entry
       (id, petition_id, revision, act, ground, sealed, at, role, unit_id, account)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [id, petitionId, revision, act, ground, sealed, at, role, unitId, account],
  );
}

/** Makes acts on one letter happen one after another. */
export async function holdLetterRow(em: EntityManager, petitionId: string): Promise<void> {
  await em.execute('select 1 from petition where id = ? for update', [petitionId]);
}

/** For loaders outside of a transaction. */
export function createModerationReader(
  orm: MikroORM,
  vault: Vault,
): (petitionIds: readonly string[]) => Promise<ModerationEntry[]> {
  return (petitionIds) => readModeration(orm.em.fork(), vault, petitionIds);
}

/**
 * The record is kept for ever, those it names are not (R96): what the reasons say of the letter's
 * people is masked.
 */
export async function maskReasons(
  em: EntityManager,
  vault: Vault,
  petitionId: string,
  people: PeopleOfLetter,
): Promise<void> {
  for (const { revision, reason } of await readModeration(em, vault, [petitionId])) {
    const id = `${petitionId}:${revision}`;
    const sealed = vault.seal(maskPersonal(people, reason), SEALED_REASONS.placeOf(id));
    await em.execute('update moderation_entry set sealed = ? where id = ?', [sealed, id]);
  }
}
