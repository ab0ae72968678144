import { Migration } from '@mikro-orm/migrations';
import { noticeTables } from '../../kit/mailbox/notices/notice-table.ts';

export class NoticesMigration extends Migration {
  override up(): void {
    for (const statement of noticeTables) this.addSql(statement);
  }
}
