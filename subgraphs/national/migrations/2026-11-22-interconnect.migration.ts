import { Migration } from '@mikro-orm/migrations';

export class InterconnectMigration extends Migration {
  override up(): void {
    this.addSql(`alter table petition
      add column upstream_peer text,
      add column custody_above jsonb not null default '[]'`);
    // Each peer counts for itself, and so does each channel where staff took the matter over.
    this.addSql('drop index petition_upstream');
    this
      .addSql(`create unique index petition_upstream on petition (upstream_channel, upstream_number)
      where upstream_peer is null`);
    this.addSql(`create unique index petition_peer on petition (upstream_peer, upstream_number)
      where upstream_peer is not null`);
    this.addSql(`create table peer_link (
      peer text primary key,
      cursor text,
      last_contact_at timestamptz(3),
      caught_up_at timestamptz(3),
      failures integer not null default 0,
      last_error text,
      lease_id uuid,
      leased_until timestamptz
    )`);
    this.addSql(`create table rejected_matter (
      peer text not null,
      number text not null,
      field text not null,
      expected text not null,
      rejected_at timestamptz(3) not null,
      primary key (peer, number)
    )`);
    this.addSql(`create table outcome_position (
      is_only boolean primary key default true check (is_only),
      cursor text
    )`);
    this.addSql('insert into outcome_position (cursor) values (null)');
  }
}
