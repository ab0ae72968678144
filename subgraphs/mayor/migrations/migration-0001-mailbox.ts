import { Migration } from '@mikro-orm/migrations';
import { mailboxTables, sourceNumberIndex } from '../../kit/mailbox/mailbox-tables.ts';

export class Migration0001Mailbox extends Migration {
  override up(): void {
    for (const statement of [...mailboxTables, sourceNumberIndex]) this.addSql(statement);
    this.addSql('alter table petition add column leader text');
  }
}
