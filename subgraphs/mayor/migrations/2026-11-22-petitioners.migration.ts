import { Migration } from '@mikro-orm/migrations';
import { petitionerTables } from '../petitioners/petitioner-tables.ts';

export class PetitionersMigration extends Migration {
  override up(): void {
    for (const statement of petitionerTables) this.addSql(statement);
  }
}
