import { Migration } from '@mikro-orm/migrations';
import { documentLinkTable } from '../../kit/documents/document-link-table.ts';

class DocumentsMigration extends Migration {
  override up(): void {
    for (const statement of documentLinkTable) this.addSql(statement);
  }
}

export const documentsMigration = { name: '2026-11-22-documents', class: DocumentsMigration };
