import { Migration } from '@mikro-orm/migrations';
import { refuseArchivedButMaintenance } from './maintenance.ts';

/** Which office was accused in cases of before only a profile tells: registration/kept-cases.ts. */
class KeptFromMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "case" add column kept_from text
      check (kept_from in ('CITY_BUREAU', 'CITY_OFFICE'))`);
    this.addSql(`create index case_kept_from_index on "case" (id) include (kept_from)
      where kept_from is not null`);
    this.addSql(refuseArchivedButMaintenance);
  }
}

export const keptFromMigration = { name: '2026-11-22-kept-from', class: KeptFromMigration };
