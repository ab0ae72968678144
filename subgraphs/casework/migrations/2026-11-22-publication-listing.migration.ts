import { Migration } from '@mikro-orm/migrations';

/** Chinese signs as they stand after NFKC; Kana and Hangul are parts of words. */
const IS_HAN = `(ascii(lexeme) between x'2E80'::int and x'303B'::int
  or ascii(lexeme) between x'3400'::int and x'9FFF'::int
  or ascii(lexeme) between x'F900'::int and x'FAFF'::int or ascii(lexeme) >= x'20000'::int)`;

/** What everybody may see, and what it is found by; on everything else nobody gets an answer. */
const PUBLISHED = `create view published as
  select p.id, p.petition_id, c.type, c.mailbox, c.mailbox_unit, r.unit_id as replied_by, c.category,
    c.submitted_at, r.replied_at
  from publication p
  join "case" c on c.petition_id = p.petition_id
  join lateral (
    select unit_id, replied_at from reply
    where reply.case_id = c.id and visibility = 'PUBLIC'
    order by replied_at desc, id desc limit 1) r on true
  where p.title is not null and c.accused_units = '{}'
    and not exists (
      select from moderation m where m.petition_id = p.petition_id and m.state <> 'RELEASED')`;

const COPIED = ['type', 'mailbox', 'replied_by', 'category', 'replied_at'];

const COPY = `update publication p set is_listed = seen.id is not null,
    ${COPIED.map((column) => `${column} = seen.${column}`).join(', ')}
  from publication known left join published seen on seen.id = known.id
  where known.id = p.id`;

function keepListed(
  table: string,
  events: string,
  condition: string,
  petitionId: string,
): string[] {
  return [
    `create function list_publication_by_${table}() returns trigger language plpgsql
      set search_path from current as $$
      begin perform list_publication(${petitionId}); return null; end $$`,
    // at the end of the transaction, so that no lock is waited for while this one is held
    `create constraint trigger publication_listed_by_${table} after ${events}
      on ${table === 'case' ? '"case"' : table} deferrable initially deferred
      for each row when (${condition}) execute function list_publication_by_${table}()`,
  ];
}

const CASE_CHANGED = ['accused_units', 'type', 'mailbox', 'category']
  .map((column) => `old.${column} is distinct from new.${column}`)
  .join(' or ');

const STATEMENTS: readonly string[] = [
  PUBLISHED,
  `alter table publication add column is_listed boolean not null default false,
    add column type text, add column mailbox text, add column replied_by text,
    add column category text, add column replied_at timestamptz(3)`,
  // texts stand beside the rows, so that what is listed and counted lies close together
  `alter table publication set (toast_tuple_target = 256)`,
  COPY,
  `drop index publication_search`,
  `drop index publication_released`,
  // Its cost keeps the planner from working it out for rows where the index has it.
  `create function search_terms(search tsvector) returns tsvector
    language sql immutable strict parallel safe cost 10000 as $$
    select array_to_tsvector(array_agg(mark || term))
    from unnest(search) known (lexeme, positions, weights)
    cross join lateral (values (lexeme), (case when ${IS_HAN} then left(lexeme, 1) end)) terms (term)
    cross join lateral (values (''), (case when 'A' = any (weights) then 'T' end)) marks (mark)
    where mark || term is not null $$`,
  `create index publication_terms on publication using gin (search_terms(search)) where is_listed`,
  `alter index publication_terms alter column 1 set statistics 0`,
  `create index publication_listed on publication (released_at desc, id desc) where is_listed`,
  `create function list_publication(changed text) returns void language plpgsql
    set search_path from current as $$
    begin
      -- of two changes at once the second sees what the first has done
      perform pg_advisory_xact_lock(hashtextextended('publication:' || changed, 0));
      ${COPY} and p.petition_id = changed;
    end $$`,
  ...keepListed('publication', 'insert or update of revision', 'true', 'new.petition_id'),
  ...keepListed('moderation', 'insert or update', 'true', 'new.petition_id'),
  ...keepListed(
    'reply',
    'insert or update',
    `new.visibility = 'PUBLIC'`,
    '(select petition_id from "case" where id = new.case_id)',
  ),
  ...keepListed('case', 'update', CASE_CHANGED, 'new.petition_id'),
];

/**
 * What of a public version is listed, filtered and searched for, in its own row, kept in the
 * transaction of each change by whatever program; the texts are read for the page alone.
 */
class PublicationListingMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const publicationListingMigration = {
  name: '2026-11-22-publication-listing',
  class: PublicationListingMigration,
};
