import type { MigrationObject } from '@mikro-orm/core';
import { Migration0001Mailbox } from './migration-0001-mailbox.ts';
import { Migration0002DistrictSystem } from './migration-0002-district-system.ts';
import { Migration0003DistrictKey } from './migration-0003-district-key.ts';

/** In the order in which they run; a name never changes once it has run anywhere. */
export const migrations: MigrationObject[] = [
  { name: 'migration-0001-mailbox', class: Migration0001Mailbox },
  { name: 'migration-0002-district-system', class: Migration0002DistrictSystem },
  { name: 'migration-0003-district-key', class: Migration0003DistrictKey },
];
