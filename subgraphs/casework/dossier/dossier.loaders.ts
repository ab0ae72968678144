import type { EntityManager } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { createListLoader } from '../../kit/loaders/batch-loader.ts';
import { RECORDS, type RecordName, type RecordRow, type Records } from './dossier.ts';
import { findRecords } from './dossier.store.ts';

type RecordLoaders = { [Name in RecordName]: DataLoader<string, RecordRow<Name>[]> };

export interface DossierLoaders {
  /** By case, in order of creation. */
  records: RecordLoaders;
  recordsOf(caseId: string): Promise<Records>;
}

export function createDossierLoaders(em: EntityManager): DossierLoaders {
  const names = Object.keys(RECORDS) as RecordName[];
  const records = Object.fromEntries(
    names.map((name) => [name, recordLoader(em, name)]),
  ) as unknown as RecordLoaders;
  return {
    records,
    recordsOf: async (caseId) => {
      const lists = await Promise.all(
        names.map(async (name) => [name, await records[name].load(caseId)]),
      );
      const byName: unknown = Object.fromEntries(lists);
      return byName as Records;
    },
  };
}

function recordLoader<Name extends RecordName>(
  em: EntityManager,
  name: Name,
): DataLoader<string, RecordRow<Name>[]> {
  return createListLoader(
    (caseIds) => findRecords(em, name, caseIds, { disableIdentityMap: true }),
    (row) => (row as { caseId: string }).caseId,
  );
}
