import { Migration } from '@mikro-orm/migrations';
import { moderationTable } from '../../kit/mailbox/moderation/moderation-table.ts';

export class ModerationMigration extends Migration {
  override up(): void {
    for (const statement of moderationTable) this.addSql(statement);
  }
}
