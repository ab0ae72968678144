import type { EntityManager } from '@mikro-orm/postgresql';
import { readKeys } from './district-key.store.ts';
import { PeriodEntity, type PeriodRow } from './district-system.entity.ts';

/** DistrictSystem of the SDL. */
export interface DistrictSystemRow {
  /** Area code. */
  code: string;
  url: string | null;
  /** Public JSON Web Key by which it registers letters. */
  key: string | null;
  /** The latest first. */
  periods: PeriodRow[];
}

/** Until the transaction ends nobody else changes by whom the district is served. */
export async function lockDistrict(em: EntityManager, code: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `district_system:${code}`,
  ]);
}

/** All of the given districts, in their order. */
export async function readSystems(
  em: EntityManager,
  codes: readonly string[],
): Promise<DistrictSystemRow[]> {
  const rows = (await em.find(
    PeriodEntity,
    { district: { $in: [...codes] } },
    { orderBy: { joinedAt: 'desc', id: 'desc' }, disableIdentityMap: true },
  )) as PeriodRow[];
  const periods = Map.groupBy(rows, ({ district }) => district);
  const keys = await readKeys(em);
  return codes.map((code) => toSystem(code, periods.get(code) ?? [], keys.get(code) ?? null));
}

export async function readSystem(em: EntityManager, code: string): Promise<DistrictSystemRow> {
  const [system] = await readSystems(em, [code]);
  return system ?? toSystem(code, [], null);
}

function toSystem(code: string, periods: PeriodRow[], key: string | null): DistrictSystemRow {
  const current = periods.find(({ leftAt }) => leftAt === null);
  return { code, url: current?.url ?? null, key, periods };
}

export async function beginPeriod(em: EntityManager, period: PeriodRow): Promise<void> {
  await em.insert(PeriodEntity, period);
}

export async function endPeriod(
  em: EntityManager,
  code: string,
  { leftAt, leftBy }: { leftAt: Date; leftBy: string },
): Promise<void> {
  await em.nativeUpdate(PeriodEntity, { district: code, leftAt: null }, { leftAt, leftBy });
}
