import { Migration } from '@mikro-orm/migrations';
import { noticeFollowUpTables } from '../../kit/mailbox/notices/notice-follow-up-table.ts';

export class NoticeFollowUpMigration extends Migration {
  override up(): void {
    for (const statement of noticeFollowUpTables) this.addSql(statement);
  }
}
