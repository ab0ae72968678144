import { Migration } from '@mikro-orm/migrations';

class DistrictKeysMigration extends Migration {
  override up(): void {
    this.addSql(`
      create table district_key (
        district text primary key,
        key text,
        decided_at timestamptz(3) not null
      )`);
  }
}

export const districtKeysMigration = {
  name: '2026-11-22-district-keys',
  class: DistrictKeysMigration,
};
