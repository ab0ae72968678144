import { Migration } from '@mikro-orm/migrations';
import { sealedTables } from '../../kit/mailbox/mailbox-tables.ts';

export class Migration0002Sealed extends Migration {
  override up(): void {
    for (const statement of sealedTables) this.addSql(statement);
  }
}
