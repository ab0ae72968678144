import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { keptFrom, type CityOffice } from '../../kit/profile/kept-from.rules.ts';
import type { Profile } from '../../kit/profile/profile.ts';
import { underMaintenance } from '../migrations/maintenance.ts';

type Units = Profile['city']['units'];

/**
 * Settles for the cases that accuse one of the city's two offices from which of them they are kept:
 * those that are older than the rule, and all of them where a profile names other units than before.
 */
export async function settleKeptCases(orm: MikroORM, units: Units): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    await underMaintenance(em);
    await settle(em, units);
  });
}

async function settle(em: EntityManager, units: Units): Promise<void> {
  const offices = [units.petitionBureau, units.governmentOffice];
  const rows = await em.execute<{ id: string; accused: string[]; kept: CityOffice | null }[]>(
    `select id, accused_units as accused, kept_from as kept from "case"
     where kept_from is not null or accused_units && array[?, ?] for update`,
    offices,
  );
  for (const { id, accused, kept } of rows) {
    const settled = keptFrom(accused, units);
    if (settled === kept) continue;
    await em.execute('update "case" set kept_from = ? where id = ?', [settled, id]);
  }
}
