import { Migration } from '@mikro-orm/migrations';

/** Texts that are public; `search` has their pairs of signs, see publications/search-text.rules.ts. */
class PublicationsMigration extends Migration {
  override up(): void {
    this.addSql(`create table publication (
      id uuid primary key,
      petition_id text not null unique,
      revision integer not null,
      title text,
      question text,
      answer text,
      search tsvector,
      released_at timestamptz(3) not null,
      check ((title is null) = (search is null))
    )`);
    this.addSql('create index publication_search on publication using gin (search)');
    this.addSql(
      'create index publication_released on publication (released_at desc, id desc) where title is not null',
    );
  }
}

export const publicationsMigration = {
  name: '2026-11-22-publications',
  class: PublicationsMigration,
};
