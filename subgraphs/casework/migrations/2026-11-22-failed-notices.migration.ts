import { Migration } from '@mikro-orm/migrations';

class FailedNoticesMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "case" add column notice_failed_at timestamptz(3)`);
    this.addSql(
      `create index case_notice_failed on "case" (registered_at, id) where notice_failed_at is not null`,
    );
  }
}

export const failedNoticesMigration = {
  name: '2026-11-22-failed-notices',
  class: FailedNoticesMigration,
};
