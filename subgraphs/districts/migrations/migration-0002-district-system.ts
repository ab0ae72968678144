import { Migration } from '@mikro-orm/migrations';

/** One row for each time a district had a system of its own, so that the table is its history. */
export class Migration0002DistrictSystem extends Migration {
  override up(): void {
    this.addSql(`
      create table district_system (
        id text primary key,
        district text not null,
        url text not null,
        joined_at timestamptz(3) not null,
        joined_by text not null,
        left_at timestamptz(3),
        left_by text,
        check ((left_at is null) = (left_by is null))
      )`);
    this.addSql(
      'create unique index district_system_in_use on district_system (district) where left_at is null',
    );
    this.addSql('create index district_system_past on district_system (district, joined_at desc)');
  }
}
