const KINDS = ['ACCEPTANCE', 'HANDLING', 'ASSIGNMENT'];

/** An id like those of the product: a UUID of version 7, in the order of time. */
function id(kind: string, at: string, variant = 0): string {
  const time = `lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0')`;
  return `'${kind}:' || substr(${time}, 1, 8) || '-' || substr(${time}, 9, 4)
    || '-700${variant}-8000-' || lpad(to_hex(n), 12, '0')`;
}

function pick(list: string, borders: string): string {
  return `(${list})[1 + width_bucket(random(), ${borders}::float8[])]`;
}

/**
 * Chance is drawn here alone, one row per case. Not measured, because the letters do not say: channels,
 * signatories, who was assigned what, publication, ratings; 3.9 % are declined (R52: 8 of 205).
 */
export const DRAW = `create temp table drawn as
  select row_number() over (order by submitted_at) as n, d.*,
    submitted_at + reply_days * interval '1 day' as replied_at,
    (submitted_at at time zone 'Asia/Shanghai')::date as day
  from (
    select ${pick('$3::date[]', '$4')} + ${pick('$5::int[]', '$6')} * interval '1 hour'
        + random() * interval '1 hour' - interval '8 hours' as local_at,
      ${pick('$7::text[]', '$8')} as place, ${pick('$9::text[]', '$10')} as type,
      ${pick('$11::text[]', '$12')} as category, ${pick('$13::text[]', '$14')} as unit,
      random() as answer, random() as of_state, random() as of_channel, random() as of_rating,
      random() as of_people, random() as of_part, random() as of_publication
    from generate_series(1, $1)
    offset 0) r
  cross join lateral (
    select local_at at time zone 'UTC' as submitted_at, place, type, category, unit, of_state,
      of_channel, of_rating, of_people, of_part, of_publication,
      ($15::float8[])[1 + floor(answer * 100)::int]
        + (answer * 100 - floor(answer * 100))
        * (($15::float8[])[2 + floor(answer * 100)::int] - ($15::float8[])[1 + floor(answer * 100)::int])
        as reply_days, $2::timestamptz as as_of) d`;

const OWNER = `case when place like '%:%' then place end`;
/** The bureau passes most letters on, a department keeps its own. */
const ASSIGNED = `(of_state >= 0.039 and case when place like 'department:%' then false
  when place like 'district:%' then of_part < 0.3 else of_part < 0.8 end)`;
const ANSWERED = '(of_state >= 0.039 and replied_at <= as_of)';
const MAILBOX = `case when place like '%:%' then upper(split_part(place, ':', 1)) else upper(place) end`;
const STATE = `case when of_state < 0.039 then 'DECLINED'
  when not ${ANSWERED} then case when ${ASSIGNED} then 'ASSIGNED' else 'ACCEPTED' end
  when replied_at > as_of - interval '30 days' then 'REPLIED'
  when replied_at > as_of - interval '1 year' then 'CONCLUDED' else 'ARCHIVED' end`;
const SHORT = `type in ('CONSULTATION', 'SUGGESTION')`;
const DUE = `case when ${SHORT} then t.due_5 else t.due_20 end`;
const SOON = `case when ${SHORT} then t.soon_5 else t.soon_20 end`;
const MET = `case when ${ANSWERED} then replied_at end`;
const PEOPLE = 'case when of_people < 0.02 then 2 + floor(of_people * 1900)::int else 1 end';
const RECEIVED = `submitted_at + interval '2 hours'`;

function deadline(kind: string, values: Record<string, string>, where: string): string {
  const names = Object.keys(values);
  return `insert into deadline (id, case_id, kind, citation, day_unit, starts_on, is_provisional,
      policy_version, calendar_version, calendar_through, ${names.join(', ')})
    select ${id('deadline', 'submitted_at', KINDS.indexOf(kind))}, ${id('case', 'submitted_at')}, '${kind}',
      'generated', 'WORKING_DAY', drawn.day, false, 'guangan-2011', 'generated', '2026-12-31',
      ${names.map((name) => values[name]).join(', ')}
    from drawn join term t on t.day = drawn.day where ${where} order by n`;
}

const HANDLING_LIMIT = {
  rule: `case when ${SHORT} then 'R56' else 'R57' end`,
  amount: `case when ${SHORT} then 5 else 20 end`,
  due_on: `((${DUE}) at time zone 'Asia/Shanghai')::date - 1`,
  due_at: DUE,
  due_soon_at: SOON,
  met_at: MET,
};

function event(act: string, at: string, where: string): string {
  return `select submitted_at, n, ${id('case', 'submitted_at')} as case_id, '${act}' as act,
    ${OWNER} as unit_id, ${at} as at from drawn where ${where}`;
}

/** What each table gets, each after those it refers to; $1 is the time as of which cases stand. */
export const TABLES: Readonly<Record<string, string>> = {
  case: `insert into "case" (id, registration_number, petition_id, mailbox, mailbox_unit, channel, type,
      state, submitted_at, registered_at, accepted_at, concluded_at, archived_at, category,
      signatory_count, petitioner_account, query_code_hash, content_fingerprint, decline_ground, guidance,
      handling_units, due_at, policy, repeat_of)
    select ${id('case', 'submitted_at')},
      'GA-' || extract(year from drawn.day) || '-' || lpad(n::text, 7, '0'),
      place || ':' || lpad(to_hex(n), 12, '0'), ${MAILBOX}, ${OWNER},
      (array['ONLINE', 'PHONE', 'LETTER', 'VISIT', 'EMAIL', 'SMS'])[
        1 + width_bucket(of_channel, array[0.6, 0.8, 0.88, 0.95, 0.98])],
      type, ${STATE}, submitted_at, submitted_at,
      case when of_state >= 0.039 then submitted_at end,
      case when ${ANSWERED} then replied_at end,
      case when ${STATE} = 'ARCHIVED' then replied_at end, category, ${PEOPLE},
      'account:' || n % 400000, md5('a' || n) || md5('b' || n), substr(md5('c' || n), 1, 16),
      case when of_state < 0.004 then 'INVALID' when of_state < 0.039 then 'OUT_OF_SCOPE' end,
      case when of_state < 0.039 then '请向有权处理的机关提出' end,
      case when ${ASSIGNED} then array[unit] else '{}' end,
      case when ${STATE} in ('ACCEPTED', 'ASSIGNED') then ${DUE} end, 'guangan-2011', null
    from drawn join term t on t.day = drawn.day order by n`,
  assignment: `insert into assignment (id, case_id, kind, unit_id, state, asks_feedback, is_lead, issued_at,
      received_at, completed_at)
    select ${id('assignment', 'submitted_at')}, ${id('case', 'submitted_at')},
      case when of_part < 0.1 then 'MANDATE' else 'REFERRAL' end, unit,
      case when ${ANSWERED} then 'COMPLETED' else 'RECEIVED' end, false, false, ${RECEIVED}, ${RECEIVED},
      ${MET}
    from drawn where ${ASSIGNED} order by n`,
  'deadline (acceptance)': deadline(
    'ACCEPTANCE',
    {
      rule: `'R54'`,
      start_event: `'CASE_REGISTERED'`,
      amount: '0',
      due_on: `(t.due_0 at time zone 'Asia/Shanghai')::date - 1`,
      due_at: 't.due_0',
      due_soon_at: 't.due_0',
      met_at: 'submitted_at',
      unit_id: OWNER,
    },
    `place not like 'department:%'`,
  ),
  'deadline (handling)': deadline(
    'HANDLING',
    { ...HANDLING_LIMIT, start_event: `'CASE_ACCEPTED'`, unit_id: OWNER },
    'of_state >= 0.039',
  ),
  'deadline (assignment)': deadline(
    'ASSIGNMENT',
    {
      ...HANDLING_LIMIT,
      start_event: `'ASSIGNMENT_RECEIVED'`,
      unit_id: 'unit',
      assignment_id: id('assignment', 'submitted_at'),
    },
    ASSIGNED,
  ),
  reply: `insert into reply (id, case_id, content, visibility, unit_id, replied_at)
    select ${id('reply', 'replied_at')}, ${id('case', 'submitted_at')},
      repeat('现将有关情况答复如下。', 33),
      case when of_publication < 0.6 then 'PUBLIC' else 'PRIVATE' end,
      coalesce(case when ${ASSIGNED} then unit end, ${OWNER}), replied_at
    from drawn where ${ANSWERED} order by n`,
  contact: `insert into contact (id, case_id, channel, note, contacted_at)
    select ${id('contact', 'replied_at')}, ${id('case', 'submitted_at')}, 'PHONE', '已电话告知', replied_at
    from drawn where ${ANSWERED} and of_publication >= 0.9 order by n`,
  rating: `insert into rating (id, case_id, satisfaction, rated_at)
    select ${id('rating', 'replied_at')}, ${id('case', 'submitted_at')},
      (array['VERY_SATISFIED', 'SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED'])[
        1 + width_bucket(of_rating, array[0.12, 0.225, 0.27])], replied_at
    from drawn where ${ANSWERED} and of_rating < 0.3 order by n`,
  overdue_alert: `insert into overdue_alert (id, deadline_id, case_id, unit_id, level, raised_at, due_on)
    select 'alert:' || overlay(substr(d.id, 10) placing variant from 20 for 4), d.id, d.case_id, d.unit_id, level, at, d.due_on
    from deadline d cross join lateral (values
      ('DUE_SOON', d.due_soon_at, '8001'), ('OVERDUE', d.due_at, '8002')) a (level, at, variant)
    where a.at <= least(coalesce(d.met_at, $1), $1) and d.kind <> 'ACCEPTANCE'`,
  case_event: `insert into case_event (xid, case_id, act, unit_id, at)
    select '1', case_id, act, unit_id, at from (
      ${event('CASE_REGISTERED', 'submitted_at', 'true')}
      union all ${event('CASE_ACCEPTED', 'submitted_at', 'of_state >= 0.039')}
      union all ${event('CASE_DECLINED', 'submitted_at', 'of_state < 0.039')}
      union all ${event('REPLY_GIVEN', 'replied_at', ANSWERED)}
      union all ${event('CASE_CONCLUDED', 'replied_at', `${STATE} in ('CONCLUDED', 'ARCHIVED')`)}
    ) e order by at`,
  case_fact: 'insert into case_fact select * from case_figures',
};
