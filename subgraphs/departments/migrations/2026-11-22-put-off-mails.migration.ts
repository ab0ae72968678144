import { Migration } from '@mikro-orm/migrations';
import { putOffTables } from '../../kit/mailbox/channels/mail/imap/imap-table.ts';

export class PutOffMailsMigration extends Migration {
  override up(): void {
    for (const statement of putOffTables) this.addSql(statement);
  }
}
