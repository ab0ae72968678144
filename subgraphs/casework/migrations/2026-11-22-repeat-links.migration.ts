import { Migration } from '@mikro-orm/migrations';

class RepeatLinksMigration extends Migration {
  override up(): void {
    this.addSql(`create table repeat_link (
      id bigint generated always as identity primary key,
      case_id text not null references "case",
      first_case_id text not null,
      is_linked boolean not null,
      reason text not null,
      role text not null,
      unit_id text,
      account text not null,
      at timestamptz(3) not null
    )`);
    this.addSql('create index repeat_link_case on repeat_link (case_id, id)');
  }
}

export const repeatLinksMigration = {
  name: '2026-11-22-repeat-links',
  class: RepeatLinksMigration,
};
