import type { EntityManager } from '@mikro-orm/postgresql';
import { CaseEntity, type CaseRow } from '../cases/case.entity.ts';

/**
 * Makes registrations of one petition happen one after another, so that a repeated call finds
 * what the first one made and uses up no registration number.
 */
export async function holdPetition(em: EntityManager, petitionId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [petitionId]);
}

export function findRegistered(em: EntityManager, petitionId: string): Promise<CaseRow | null> {
  return em.findOne(CaseEntity, { petitionId });
}

export async function isQueryCodeTaken(em: EntityManager, hash: string): Promise<boolean> {
  return (await em.count(CaseEntity, { queryCodeHash: hash })) > 0;
}

export async function nextRegistration(em: EntityManager): Promise<number> {
  const [row] = await em.execute<{ next: number }[]>(
    `select nextval('registration_number_seq')::int as next`,
  );
  if (!row) throw new Error('expected the next registration number, got no row');
  return row.next;
}

export function addCase(em: EntityManager, row: CaseRow): void {
  em.persist(em.create(CaseEntity, row));
}
