import { Migration } from '@mikro-orm/migrations';

export class Migration0005DistrictKey extends Migration {
  override up(): void {
    this.addSql(`
      create table district_key (
        district text primary key,
        key text,
        decided_at timestamptz(3) not null,
        decided_by text not null
      )`);
  }
}
