import { Migration } from '@mikro-orm/migrations';

class CategoriesMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "case" add column category text`);
  }
}

export const categoriesMigration = { name: '2026-11-22-categories', class: CategoriesMigration };
