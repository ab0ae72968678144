import { Migration } from '@mikro-orm/migrations';

const COLUMNS = [
  'submitted_at',
  'mailbox',
  'mailbox_unit',
  'handling_units',
  'channel',
  'type',
  'category',
  'state',
  'decline_ground',
  'signatory_count',
  'is_repeat',
  'handling_due_at',
  'handling_met_at',
  'is_published',
  'is_withheld',
  'is_confirmed',
  'satisfaction',
] as const;

/** Acts that change nothing which is counted, such as a moved due_at, leave the facts alone. */
const COUNTED_OF_CASE = [
  'mailbox_unit',
  'handling_units',
  'type',
  'category',
  'state',
  'decline_ground',
  'signatory_count',
  'repeat_of',
];

const STATEMENTS: readonly string[] = [
  `create view case_figures as
  select
    c.id as case_id, c.submitted_at, c.mailbox, c.mailbox_unit, c.handling_units, c.channel, c.type,
    c.category, c.state, c.decline_ground, c.signatory_count, c.repeat_of is not null as is_repeat,
    handling.due_at as handling_due_at, handling.met_at as handling_met_at,
    answers.is_published,
    answers.is_answered and not answers.is_published
      and exists (select from contact where contact.case_id = c.id) as is_withheld,
    exists (select from review where review.case_id = c.id and call_back_result = 'CONFIRMED')
      as is_confirmed,
    (select satisfaction from rating where rating.case_id = c.id) as satisfaction
  from "case" c
  cross join lateral (
    select max(due_at) as due_at,
      case when bool_and(met_at is not null) then max(met_at) end as met_at
    from deadline where deadline.case_id = c.id and kind = 'HANDLING') handling
  cross join lateral (
    select count(*) > 0 as is_answered, coalesce(bool_or(visibility = 'PUBLIC'), false) as is_published
    from reply where reply.case_id = c.id) answers`,
  `create table case_fact (
    case_id text primary key constraint case_fact_case_id_foreign references "case",
    submitted_at timestamptz(3) not null,
    mailbox text not null,
    mailbox_unit text,
    handling_units text[] not null,
    channel text not null,
    type text not null,
    category text,
    state text not null,
    decline_ground text,
    signatory_count integer not null,
    is_repeat boolean not null,
    handling_due_at timestamptz(3),
    handling_met_at timestamptz(3),
    is_published boolean not null,
    is_withheld boolean not null,
    is_confirmed boolean not null,
    satisfaction text
  )`,
  `insert into case_fact select * from case_figures`,
  `create index case_fact_submitted_at_index on case_fact (submitted_at, case_id)`,
  // Whoever writes these tables, by whatever program, keeps the figures right.
  `create function count_case(counted text) returns void language sql
    set search_path from current as $$
    insert into case_fact select * from case_figures where case_id = counted
    on conflict (case_id) do update set
      ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')} $$`,
  `create function count_case_itself() returns trigger language plpgsql
    set search_path from current as $$
    begin perform count_case(new.id); return null; end $$`,
  `create function count_case_of_record() returns trigger language plpgsql
    set search_path from current as $$
    begin perform count_case(new.case_id); return null; end $$`,
  `create trigger case_fact_inserted after insert on "case"
    for each row execute function count_case_itself()`,
  `create trigger case_fact_updated after update on "case" for each row
    when (${COUNTED_OF_CASE.map((column) => `old.${column} is distinct from new.${column}`).join(' or ')})
    execute function count_case_itself()`,
  `create trigger case_fact_by_deadline after insert or update on deadline
    for each row when (new.kind = 'HANDLING') execute function count_case_of_record()`,
  `create trigger case_fact_by_reply after insert or update on reply
    for each row execute function count_case_of_record()`,
  `create trigger case_fact_by_contact after insert on contact
    for each row execute function count_case_of_record()`,
  `create trigger case_fact_by_review after insert on review
    for each row when (new.call_back_result is not null) execute function count_case_of_record()`,
  `create trigger case_fact_by_rating after insert on rating
    for each row execute function count_case_of_record()`,
];

/** What is counted of each case, in one narrow row that is kept in the transaction of each change. */
class CaseFactsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const caseFactsMigration = { name: '2026-11-22-case-facts', class: CaseFactsMigration };
