import { Client } from 'pg';
import { GUANGAN, HOUSING, TRANSPORT } from '../../support/actors.ts';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Dice {
  /** 0 ≤ n < count */
  below(count: number): number;
  chance(share: number): boolean;
  oneOf<Item>(items: readonly Item[]): Item;
}

export function createDice(seed: number): Dice {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    chance: (share) => next() < share,
    oneOf: (items) => items[below(items.length)]!,
  };
}

type Row = Record<string, unknown> & { id: string };
export type Rows = Record<'case' | Attached, Row[]>;

const DAY_MS = 86_400_000;
const START = Date.parse('2025-12-20T00:00:00+08:00');
const DAYS = 110;
const YUECHI = 'district:511621';
const ANSWERED = ['REPLIED', 'FIRST_REVIEWED', 'SECOND_REVIEWED', 'CONCLUDED', 'ARCHIVED'];
const STATES = ['REGISTERED', 'ACCEPTED', 'ASSIGNED', 'DECLINED', ...ANSWERED];
const CATEGORIES = [
  null,
  '民政',
  '城乡建设',
  '城乡建设/住房与房地产',
  '城乡建设/住房与房地产/物业服务',
  '农村土地征占/征地补偿',
];
const ATTACHED = ['assignment', 'deadline', 'reply', 'contact', 'review', 'rating'] as const;
type Attached = (typeof ATTACHED)[number];

/** Rows of all tables that are counted, in every combination, sensible or not. */
export function randomRows(dice: Dice, count: number): Rows {
  const rows: Rows = {
    case: [],
    assignment: [],
    deadline: [],
    reply: [],
    contact: [],
    review: [],
    rating: [],
  };
  for (let index = 0; index < count; index += 1) addCase(dice, rows, index);
  return rows;
}

function uuid(kind: number, index: number, part = 0): string {
  const digits = (value: number, length: number): string =>
    value.toString(16).padStart(length, '0');
  return `${digits(kind, 8)}-0000-7000-8000-${digits(index * 100 + part, 12)}`;
}

function addCase(dice: Dice, rows: Rows, index: number): void {
  const mailbox = dice.oneOf(['MAYOR', 'DISTRICT', 'DEPARTMENT', 'NATIONAL']);
  const owner = { DISTRICT: dice.oneOf([GUANGAN, YUECHI]), DEPARTMENT: HOUSING }[mailbox] ?? null;
  // Borders of days matter most.
  const atMidnight = START + dice.below(DAYS) * DAY_MS;
  const submitted = dice.chance(0.4) ? atMidnight - dice.below(2) : atMidnight + dice.below(DAY_MS);
  const id = `case:${uuid(1, index)}`;
  const state = dice.oneOf(STATES);
  const units = [HOUSING, TRANSPORT, GUANGAN, YUECHI].filter(() => dice.chance(0.3));
  rows.case.push({
    id,
    registration_number: `GA-2026-${String(index).padStart(6, '0')}`,
    petition_id: `mayor:${index}`,
    mailbox,
    mailbox_unit: owner,
    channel: dice.oneOf(['ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE']),
    type: dice.oneOf(['CONSULTATION', 'SUGGESTION', 'COMPLAINT', 'HELP']),
    category: dice.oneOf(CATEGORIES),
    state: state === 'ARCHIVED' ? 'CONCLUDED' : state,
    decline_ground: state === 'DECLINED' ? dice.oneOf(['INVALID', 'OUT_OF_SCOPE']) : null,
    submitted_at: new Date(submitted).toISOString(),
    registered_at: new Date(submitted + dice.below(2) * DAY_MS).toISOString(),
    signatory_count: dice.chance(0.2) ? 2 + dice.below(40) : 1,
    repeat_of: dice.chance(0.15) ? `case:${uuid(1, 0)}` : null,
    query_code_hash: uuid(2, index),
    handling_units: units,
    policy: 'guangan-2011',
  });
  if (dice.chance(0.85)) rows.deadline.push(deadline(dice, id, submitted, index, 90, null));
  if (dice.chance(0.1)) rows.deadline.push(deadline(dice, id, submitted, index, 91, null));
  units.forEach((unit, at) => addAssignments(dice, rows, { id, index, submitted, unit, at }));
  addAnswers(dice, rows, id, index);
}

function deadline(
  dice: Dice,
  caseId: string,
  submitted: number,
  index: number,
  part: number,
  assignmentId: string | null,
): Row {
  const dueAt = new Date(submitted + dice.below(40) * DAY_MS);
  const isMet = dice.chance(0.7);
  // Some are met in the very instant in which it is too late.
  const metAt = dice.chance(0.1) ? dueAt : new Date(submitted + dice.below(50) * DAY_MS);
  return {
    id: `deadline:${uuid(3, index, part)}`,
    case_id: caseId,
    assignment_id: assignmentId,
    kind: assignmentId ? 'ASSIGNMENT' : 'HANDLING',
    start_event: 'CASE_ACCEPTED',
    rule: 'R57',
    citation: 'random',
    amount: 20,
    day_unit: 'WORKING_DAY',
    starts_on: '2026-01-01',
    due_on: '2026-01-01',
    due_at: dueAt.toISOString(),
    due_soon_at: dueAt.toISOString(),
    met_at: isMet ? metAt.toISOString() : null,
    is_provisional: false,
    policy_version: 'guangan-2011',
    calendar_version: 'random',
    calendar_through: '2026-12-31',
  };
}

interface Leg {
  id: string;
  index: number;
  submitted: number;
  unit: string;
  at: number;
}

function addAssignments(dice: Dice, rows: Rows, { id, index, submitted, unit, at }: Leg): void {
  for (let again = 0; again < (dice.chance(0.2) ? 2 : 1); again += 1) {
    const part = at * 10 + again;
    const assignmentId = `assignment:${uuid(4, index, part)}`;
    rows.assignment.push({
      id: assignmentId,
      case_id: id,
      kind: dice.oneOf(['REFERRAL', 'REFERRAL', 'MANDATE', 'FOR_REFERENCE']),
      unit_id: unit,
      state: dice.oneOf(['ISSUED', 'RECEIVED', 'COMPLETED', 'COMPLETED', 'RETURNED']),
      asks_feedback: false,
      is_lead: false,
      issued_at: new Date(submitted).toISOString(),
    });
    if (dice.chance(0.8))
      rows.deadline.push(deadline(dice, id, submitted, index, part, assignmentId));
  }
}

function addAnswers(dice: Dice, rows: Rows, caseId: string, index: number): void {
  const at = '2026-02-01T00:00:00Z';
  for (let part = 0; part < dice.below(3); part += 1)
    rows.reply.push({
      id: `reply:${uuid(5, index, part)}`,
      case_id: caseId,
      content: '已办理',
      visibility: dice.oneOf(['PUBLIC', 'PRIVATE', 'PRIVATE']),
      replied_at: at,
    });
  if (dice.chance(0.4))
    rows.contact.push({
      id: `contact:${uuid(6, index)}`,
      case_id: caseId,
      channel: 'PHONE',
      note: '已告知',
      contacted_at: at,
    });
  for (let part = 0; part < dice.below(3); part += 1)
    rows.review.push({
      id: `review:${uuid(7, index, part)}`,
      case_id: caseId,
      stage: 'SECOND',
      call_back_result: dice.oneOf(['CONFIRMED', 'REFUTED', null]),
      reviewed_at: at,
    });
  if (dice.chance(0.4))
    rows.rating.push({
      id: `rating:${uuid(8, index)}`,
      case_id: caseId,
      satisfaction: dice.oneOf([
        'VERY_SATISFIED',
        'SATISFIED',
        'BASICALLY_SATISFIED',
        'DISSATISFIED',
      ]),
      rated_at: at,
    });
}

/** Writes the rows, and then changes what acts change, so that the figures have to follow. */
export async function insertRows(databaseUrl: string, rows: Rows, dice: Dice): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, options: '-c search_path=casework' });
  await client.connect();
  try {
    for (const table of ['case', ...ATTACHED] as const) {
      const columns = [...new Set(rows[table].flatMap((row) => Object.keys(row)))].join(', ');
      await client.query(
        `insert into "${table}" (${columns})
         select ${columns} from json_populate_recordset(null::"${table}", $1)`,
        [JSON.stringify(rows[table])],
      );
    }
    await change(client, rows, dice);
  } finally {
    await client.end();
  }
}

async function change(client: Client, rows: Rows, dice: Dice): Promise<void> {
  for (const { id } of rows.case.filter(() => dice.chance(0.2)))
    await client.query(`update "case" set state = $2, category = $3, type = $4 where id = $1`, [
      id,
      dice.oneOf(STATES),
      dice.oneOf(CATEGORIES),
      dice.oneOf(['CONSULTATION', 'HELP']),
    ]);
  for (const { id } of rows.reply.filter(() => dice.chance(0.2)))
    await client.query(`update reply set visibility = 'PUBLIC' where id = $1`, [id]);
  for (const { id } of rows.deadline.filter(() => dice.chance(0.2)))
    await client.query(
      `update deadline set met_at = $2, due_at = due_at + $3::interval where id = $1`,
      [id, dice.chance(0.5) ? '2026-03-01T00:00:00Z' : null, `${dice.below(10)} days`],
    );
}
