import { Migration } from '@mikro-orm/migrations';

const STATEMENTS: readonly string[] = [
  `alter table "case"
    add column importance text,
    add column archived_at timestamptz(3),
    drop constraint case_state_check,
    add constraint case_state_check check (state in (
      'REGISTERED', 'ACCEPTED', 'DECLINED', 'ASSIGNED', 'REPLIED', 'FIRST_REVIEWED',
      'SECOND_REVIEWED', 'CONCLUDED', 'ARCHIVED'))`,
  `create table claim (
    id text primary key,
    case_id text not null constraint claim_case_id_foreign references "case",
    summary text not null,
    added_at timestamptz(3) not null,
    finding text check (finding in
      ('SUBSTANTIATED', 'PARTLY_SUBSTANTIATED', 'UNSUBSTANTIATED', 'NOT_VERIFIABLE')),
    legal_outcome text check (legal_outcome in ('SUPPORTED', 'EXPLAINED', 'NOT_SUPPORTED')),
    note text,
    settled_at timestamptz(3),
    unit_id text
  )`,
  `create index claim_case_id_index on claim (case_id)`,
  `create table meeting (
    id text primary key,
    case_id text not null constraint meeting_case_id_foreign references "case",
    held_at timestamptz(3) not null,
    place text not null,
    minutes text not null,
    unit_id text
  )`,
  `create index meeting_case_id_index on meeting (case_id)`,
  `create table contact (
    id text primary key,
    case_id text not null constraint contact_case_id_foreign references "case",
    channel text not null
      check (channel in ('ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE')),
    note text not null,
    contacted_at timestamptz(3) not null,
    unit_id text
  )`,
  `create index contact_case_id_index on contact (case_id)`,
  `create table review (
    id text primary key,
    case_id text not null constraint review_case_id_foreign references "case",
    stage text not null check (stage in ('FIRST', 'SECOND')),
    signed_by text,
    petitioner_opinion text,
    call_back_result text check (call_back_result in ('CONFIRMED', 'REFUTED')),
    call_back_remark text,
    reviewed_at timestamptz(3) not null,
    unit_id text
  )`,
  `create index review_case_id_index on review (case_id)`,
  // R92: whatever a program does, an archived case stays as it is.
  `create function refuse_archived() returns trigger language plpgsql as $$
  begin
    raise exception 'case % is archived', old.id using errcode = 'restrict_violation';
  end $$`,
  `create trigger case_archived before update or delete on "case"
    for each row when (old.state = 'ARCHIVED') execute function refuse_archived()`,
];

class ReviewsMigration extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

export const reviewsMigration = { name: '2026-11-22-reviews', class: ReviewsMigration };
