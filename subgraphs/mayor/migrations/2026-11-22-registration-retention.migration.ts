import { Migration } from '@mikro-orm/migrations';
import { registrationRetention } from '../petitioners/petitioner-tables.ts';

export class RegistrationRetentionMigration extends Migration {
  override up(): void {
    for (const statement of registrationRetention) this.addSql(statement);
  }
}
