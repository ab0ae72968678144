import { openCaseworkOrm } from '../../subgraphs/casework/database.ts';
import * as departments from '../../subgraphs/departments/migrations/migrations.ts';
import { PetitionEntity as DepartmentsPetition } from '../../subgraphs/departments/petitions/petition.entity.ts';
import * as districts from '../../subgraphs/districts/migrations/migrations.ts';
import { PetitionEntity as DistrictsPetition } from '../../subgraphs/districts/petitions/petition.entity.ts';
import { openOrm } from '../../subgraphs/kit/orm/open-orm.ts';
import { createLog } from '../../subgraphs/kit/process/log.ts';
import { createVault } from '../../subgraphs/kit/secrecy/vault.ts';
import * as mayor from '../../subgraphs/mayor/migrations/migrations.ts';
import { PetitionEntity as MayorPetition } from '../../subgraphs/mayor/petitions/petition.entity.ts';
import * as national from '../../subgraphs/national/migrations/migrations.ts';
import { PetitionEntity as NationalPetition } from '../../subgraphs/national/petitions/petition.entity.ts';
import { createTestKeys } from '../subgraphs/kit/mailbox/test-keys.ts';
import { createDatabase, type TestDatabase } from './database.ts';

const log = createLog('migrations', 'silent');

const MAILBOXES = [
  { schema: 'mayor', entities: [MayorPetition], ...mayor },
  { schema: 'districts', entities: [DistrictsPetition], ...districts },
  { schema: 'departments', entities: [DepartmentsPetition], ...departments },
  { schema: 'national', entities: [NationalPetition], ...national },
];

/**
 * A database with the tables of all subgraphs and no row, for the databases of the tests to be
 * copied from: some hundred subgraphs are started, and migrating takes longer than most tests.
 */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createDatabase('template0'));
  const databaseUrl = database.url;
  const orms = await Promise.all([
    openCaseworkOrm({ databaseUrl, log, vault: createVault(createTestKeys('first')) }),
    ...MAILBOXES.map((mailbox) => openOrm({ databaseUrl, log, ...mailbox })),
  ]);
  for (const orm of orms) await orm.close();
  resources.move();
  return database;
}
