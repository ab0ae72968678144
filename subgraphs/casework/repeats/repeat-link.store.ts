import type { EntityManager } from '@mikro-orm/postgresql';
import { createListLoader } from '../../kit/loaders/batch-loader.ts';
import { columnAt, vaultOf } from '../../kit/secrecy/sealed-text.ts';

/** RepeatLink of the SDL: who linked or unlinked two cases, and why. */
export interface RepeatLinkRow {
  caseId: string;
  firstCaseId: string;
  isLinked: boolean;
  reason: string;
  role: string;
  unitId: string | null;
  account: string;
  at: Date;
}

const REASON_PLACE = 'repeat_link.reason';

/** Holds what staff wrote; see startResealing. */
export const SEALED_REPEAT_LINKS = columnAt(REASON_PLACE, 'id::text');

export async function insertRepeatLink(em: EntityManager, link: RepeatLinkRow): Promise<void> {
  const { caseId, firstCaseId, isLinked, reason, role, unitId, account, at } = link;
  const sealed = vaultOf(em).seal(reason, REASON_PLACE);
  await em.execute(
    `insert into repeat_link (case_id, first_case_id, is_linked, reason, role, unit_id, account, at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [caseId, firstCaseId, isLinked, sealed, role, unitId, account, at],
  );
}

/** Makes links by hand happen one after another: each decides by what the others have left. */
export async function holdLinks(em: EntityManager): Promise<void> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('repeat links', 2))`);
}

export async function hasRepeats(em: EntityManager, caseId: string): Promise<boolean> {
  const rows = await em.execute<unknown[]>('select 1 from "case" where repeat_of = ? limit 1', [
    caseId,
  ]);
  return rows.length > 0;
}

export async function marksOf(em: EntityManager, caseId: string): Promise<string[]> {
  const rows = await em.execute<{ mark: string }[]>(
    'select mark from petitioner_mark where case_id = ?',
    [caseId],
  );
  return rows.map(({ mark }) => mark);
}

export interface RepeatLinkLoaders {
  /** What was done by hand, in order. */
  repeatLinksByCase: ReturnType<typeof createListLoader<RepeatLinkRow>>;
}

export function createRepeatLinkLoaders(em: EntityManager): RepeatLinkLoaders {
  return {
    repeatLinksByCase: createListLoader(
      async (caseIds) => {
        const rows = await em.execute<(Omit<RepeatLinkRow, 'at'> & { at: string })[]>(
          `select case_id as "caseId", first_case_id as "firstCaseId", is_linked as "isLinked", reason, role,
             unit_id as "unitId", account, at::text as at
           from repeat_link where case_id in (select json_array_elements_text(?::json)) order by id`,
          [JSON.stringify(caseIds)],
        );
        const vault = vaultOf(em);
        return rows.map((row) => ({
          ...row,
          reason: vault.open(row.reason, REASON_PLACE),
          at: new Date(row.at),
        }));
      },
      ({ caseId }) => caseId,
    ),
  };
}
