import { randomUUIDv7 } from 'node:crypto';
import type { EntitySchema } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  ID_PREFIXES,
  RECORDS,
  type RecordContent,
  type RecordName,
  type RecordRow,
  type Records,
} from './dossier.ts';

interface OfCase {
  id: string;
  caseId: string;
}

const NAMES = Object.keys(RECORDS) as RecordName[];
const FILLED = NAMES.map(
  (name) =>
    `select '${name}' as name where exists (select from ${RECORDS[name].meta.tableName} where case_id = ?)`,
).join(' union all ');

/** Rows of cases in order of creation: ids are UUIDs of version 7. */
export function findRecords<Name extends RecordName>(
  em: EntityManager,
  name: Name,
  caseIds: readonly string[],
  options: { disableIdentityMap?: boolean } = {},
): Promise<RecordRow<Name>[]> {
  // One signature for all tables: each has an id and the id of its case.
  const entity = RECORDS[name] as unknown as EntitySchema<OfCase>;
  const rows = em.find(
    entity,
    { caseId: { $in: [...caseIds] } },
    { ...options, orderBy: { id: 'asc' } },
  );
  return rows as unknown as Promise<RecordRow<Name>[]>;
}

/** All records of a case that the transaction holds; changes to them are written with it. */
export async function recordsOfHeldCase(em: EntityManager, caseId: string): Promise<Records> {
  const records: Partial<Record<RecordName, unknown>> = {};
  const filled = await filledTables(em, caseId);
  for (const name of NAMES)
    records[name] = filled.has(name) ? await findRecords(em, name, [caseId]) : [];
  return records as Records;
}

/** Most tables have nothing of a case, which one query tells. */
async function filledTables(em: EntityManager, caseId: string): Promise<Set<string>> {
  const rows = await em.execute<{ name: string }[]>(
    FILLED,
    NAMES.map(() => caseId),
  );
  return new Set(rows.map(({ name }) => name));
}

/** The case a record belongs to; null where there is no such record. */
export async function caseIdOf(
  em: EntityManager,
  name: RecordName,
  id: string,
): Promise<string | null> {
  const entity = RECORDS[name] as unknown as EntitySchema<OfCase>;
  const row = await em.findOne(entity, { id }, { disableIdentityMap: true });
  return row?.caseId ?? null;
}

/** Adds a record; it is written when the transaction ends or is flushed. */
export function addRecord<Name extends RecordName>(
  em: EntityManager,
  name: Name,
  caseId: string,
  content: RecordContent<Name>,
): RecordRow<Name> {
  const entity = RECORDS[name] as unknown as EntitySchema<OfCase>;
  const id = `${ID_PREFIXES[name]}:${randomUUIDv7()}`;
  const row = em.create(entity, { ...content, id, caseId } as unknown as OfCase);
  em.persist(row);
  return row as unknown as RecordRow<Name>;
}
