import { Migration } from '@mikro-orm/migrations';

class DocumentsMigration extends Migration {
  override up(): void {
    this.addSql(`create table document_link (
      id text primary key,
      kind text not null,
      sealed_order bytea not null,
      expires_at timestamptz(3) not null
    )`);
    this.addSql('create index document_link_expires_at_index on document_link (expires_at)');
  }
}

export const documentsMigration = { name: '2026-11-22-documents', class: DocumentsMigration };
