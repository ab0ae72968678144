import { Migration } from '@mikro-orm/migrations';
import { imapTables } from '../../kit/mailbox/channels/mail/imap/imap-table.ts';

export class FetchedMailsMigration extends Migration {
  override up(): void {
    for (const statement of imapTables) this.addSql(statement);
  }
}
