import type { EntityManager } from '@mikro-orm/postgresql';
import { CaseEntity, type CaseRow } from '../cases/case.entity.ts';
import type { Registration } from './registration.rules.ts';

type Petitioner = Pick<Registration, 'petitionerAccount' | 'petitionerMarks'>;

/**
 * Makes registrations of one petitioner happen one after another, so that of the same matter by
 * letter, visit and online exactly one is the first (R37, R40).
 */
export async function holdPetitioner(
  em: EntityManager,
  { petitionerAccount, petitionerMarks }: Petitioner,
): Promise<void> {
  const keys = [...petitionerMarks, ...(petitionerAccount ? [`account:${petitionerAccount}`] : [])];
  // Always in the same order, so that no two wait for one another.
  for (const key of keys.toSorted())
    await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 1))', [key]);
}

export async function addMarks(
  em: EntityManager,
  caseId: string,
  marks: readonly string[],
): Promise<void> {
  if (marks.length === 0) return;
  await em.execute(
    `insert into petitioner_mark (mark, case_id)
     select mark, ? from json_array_elements_text(?::json) as given (mark) on conflict do nothing`,
    [caseId, JSON.stringify(marks)],
  );
}

/** What an account or a mark leads to besides the case itself, newest first. */
export async function findOthersOfPetitioner(
  em: EntityManager,
  { id, petitionerAccount }: Pick<CaseRow, 'id' | 'petitionerAccount'>,
  limit: number,
): Promise<CaseRow[]> {
  const rows = await em.execute<Record<string, unknown>[]>(
    `select c.* from "case" c where c.id <> ? and c.id in (
       select id from "case" where petitioner_account = ?
       union
       select o.case_id from petitioner_mark m join petitioner_mark o using (mark)
       where m.case_id = ?)
     order by c.registered_at desc, c.id desc limit ?`,
    [id, petitionerAccount ?? null, id, limit],
  );
  return rows.map((row) => em.map(CaseEntity, row));
}

/** Those that are repeats of one of the cases, in order of registration. */
export function findRepeats(em: EntityManager, caseIds: readonly string[]): Promise<CaseRow[]> {
  return em.find(
    CaseEntity,
    { repeatOf: { $in: [...caseIds] } },
    { disableIdentityMap: true, orderBy: { registeredAt: 'asc', id: 'asc' } },
  );
}
