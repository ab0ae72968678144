import { Migration } from '@mikro-orm/migrations';

class RefutedMigration extends Migration {
  override up(): void {
    this.addSql(
      `create index review_refuted_index on review (case_id) where call_back_result = 'REFUTED'`,
    );
  }
}

export const refutedMigration = { name: '2026-11-22-refuted', class: RefutedMigration };
