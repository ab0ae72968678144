import { Migration } from '@mikro-orm/migrations';

/** Which cases are kept from both offices, and by whom, only a profile tells: registration/kept-cases.ts. */
class DisciplineUnitMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "case" add column kept_by text,
      drop constraint case_kept_from_check,
      add constraint case_kept_from_check check (kept_from in ('CITY_BUREAU', 'CITY_OFFICE', 'BOTH')),
      add constraint case_kept_by_check
        check ((kept_by is not null) = (kept_from is not distinct from 'BOTH'))`);
  }
}

export const disciplineUnitMigration = {
  name: '2026-11-22-discipline-unit',
  class: DisciplineUnitMigration,
};
