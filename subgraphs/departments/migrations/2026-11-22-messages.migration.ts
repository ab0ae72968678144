import { Migration } from '@mikro-orm/migrations';
import { messageTables } from '../../kit/mailbox/messages/message-tables.ts';

export class MessagesMigration extends Migration {
  override up(): void {
    for (const statement of messageTables) this.addSql(statement);
  }
}
