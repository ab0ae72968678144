import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { keepingOf, type KeptFrom } from '../../kit/profile/kept-from.rules.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import { underMaintenance } from '../migrations/maintenance.ts';

type Units = Profile['city']['units'];

/** A case that accuses one of the offices, or did by the profile of before. */
interface KeptRow {
  id: string;
  accused: string[];
  kept: KeptFrom | null;
  keeper: string | null;
  handling: string[];
  /** Units with a part of their own. */
  assigned: string[];
}

/**
 * Settles for the cases that accuse one of the city's two offices from which of them they are kept,
 * and who has them instead: those that are older than the rule, and all of them where a profile names
 * other units than before.
 */
export async function settleKeptCases(orm: MikroORM, units: Units): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    await underMaintenance(em);
    await settle(em, units);
  });
}

async function settle(em: EntityManager, units: Units): Promise<void> {
  const offices = [units.petitionBureau, units.governmentOffice];
  const rows = await em.execute<KeptRow[]>(
    `select c.id, c.accused_units as accused, c.kept_from as kept, c.kept_by as keeper,
       c.handling_units as handling, array(select a.unit_id from assignment a
         where a.case_id = c.id and a.state <> 'RETURNED') as assigned
     from "case" c where c.kept_from is not null or c.accused_units && array[?, ?] for update`,
    offices,
  );
  for (const row of rows) {
    const { keptFrom, keptBy } = keepingOf(row.accused, units);
    if (keptFrom === row.kept && keptBy === row.keeper) continue;
    await em.execute(
      `update "case" set kept_from = ?, kept_by = ?,
         handling_units = array(select json_array_elements_text(?::json)) where id = ?`,
      [keptFrom, keptBy, JSON.stringify(handlersOf(row, keptBy)), row.id],
    );
  }
}

function handlersOf({ handling, keeper, assigned }: KeptRow, keptBy: string | null): string[] {
  const stay = handling.filter((unit) => unit !== keeper || assigned.includes(unit));
  return [...new Set([...(keptBy === null ? [] : [keptBy]), ...stay])];
}
