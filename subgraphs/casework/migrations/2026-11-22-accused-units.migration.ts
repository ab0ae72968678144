import { Migration } from '@mikro-orm/migrations';

class AccusedUnitsMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "case" add column accused_units text[] not null default '{}'`);
  }
}

export const accusedUnitsMigration = {
  name: '2026-11-22-accused-units',
  class: AccusedUnitsMigration,
};
