import { Migration } from '@mikro-orm/migrations';

/** By petition, not by case: a mailbox may tell of a letter before it is registered. */
class ModerationMigration extends Migration {
  override up(): void {
    this.addSql(`create table moderation (
      petition_id text primary key,
      revision integer not null,
      state text not null check (state in ('HELD', 'RELEASED', 'REJECTED', 'APPEALED')),
      ground text,
      reason text,
      at timestamptz(3) not null,
      has_closed_case boolean not null
    )`);
    this.addSql(`create index moderation_state on moderation (state)`);
  }
}

export const moderationMigration = { name: '2026-11-22-moderation', class: ModerationMigration };
