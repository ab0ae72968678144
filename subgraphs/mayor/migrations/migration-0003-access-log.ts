import { Migration } from '@mikro-orm/migrations';
import { accessLogTable } from '../../kit/mailbox/access-log/access-log-table.ts';

export class Migration0003AccessLog extends Migration {
  override up(): void {
    for (const statement of accessLogTable) this.addSql(statement);
  }
}
