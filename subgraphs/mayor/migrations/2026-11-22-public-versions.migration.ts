import { Migration } from '@mikro-orm/migrations';
import { publicVersionTable } from '../../kit/mailbox/publications/public-version-table.ts';

export class PublicVersionsMigration extends Migration {
  override up(): void {
    for (const statement of publicVersionTable) this.addSql(statement);
  }
}
