import { Migration } from '@mikro-orm/migrations';
import { commandReceiptTable } from '../../kit/commands/once.ts';
import { CASE_TABLES } from './2026-11-22-case-tables.ts';
import { TIME_TABLES } from './2026-11-22-time-tables.ts';

class FirstMigration extends Migration {
  override up(): void {
    for (const statement of [...CASE_TABLES, ...TIME_TABLES, commandReceiptTable])
      this.addSql(statement);
  }
}

export const firstMigration = { name: '2026-11-22-first', class: FirstMigration };
