import { Migration } from '@mikro-orm/migrations';
import { attachmentTables } from '../../kit/mailbox/attachments/attachment-tables.ts';

export class AttachmentsMigration extends Migration {
  override up(): void {
    for (const statement of attachmentTables) this.addSql(statement);
  }
}
