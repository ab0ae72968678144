import { Client } from 'pg';
import type { Actor } from '../../../../../schema/contract/actor.ts';

interface Deadline {
  kind: string;
  assignment_id: string | null;
  due_at: Date;
  met_at: Date | null;
}

/** One case with everything that is counted of it, as the tables have it. */
export interface CountedCase {
  id: string;
  mailbox: string;
  mailbox_unit: string | null;
  handling_units: string[];
  channel: string;
  type: string;
  category: string | null;
  state: string;
  decline_ground: string | null;
  submitted_at: Date;
  signatory_count: number;
  repeat_of: string | null;
  deadlines: Deadline[];
  assignments: { id: string; unit_id: string; kind: string; state: string }[];
  replies: { visibility: string }[];
  contacts: object[];
  reviews: { call_back_result: string | null }[];
  ratings: { satisfaction: string }[];
}

/** Every case there is, read from the tables themselves. */
export async function readAllCases(databaseUrl: string): Promise<CountedCase[]> {
  const client = new Client({ connectionString: databaseUrl, options: '-c search_path=casework' });
  await client.connect();
  try {
    const read = async <Row extends object>(table: string): Promise<Row[]> =>
      (await client.query<Row>(`select * from "${table}"`)).rows;
    const attached = async <Row extends object>(table: string): Promise<Map<string, Row[]>> =>
      Map.groupBy(await read<Row & { case_id: string }>(table), (row) => row.case_id);
    const cases = await read<CountedCase>('case');
    const [deadlines, assignments, replies, contacts, reviews, ratings] = [
      await attached<Deadline>('deadline'),
      await attached<CountedCase['assignments'][number]>('assignment'),
      await attached<CountedCase['replies'][number]>('reply'),
      await attached('contact'),
      await attached<CountedCase['reviews'][number]>('review'),
      await attached<CountedCase['ratings'][number]>('rating'),
    ];
    return cases.map((row) => ({
      ...row,
      deadlines: deadlines.get(row.id) ?? [],
      assignments: assignments.get(row.id) ?? [],
      replies: replies.get(row.id) ?? [],
      contacts: contacts.get(row.id) ?? [],
      reviews: reviews.get(row.id) ?? [],
      ratings: ratings.get(row.id) ?? [],
    }));
  } finally {
    await client.end();
  }
}

const ANSWERED = ['REPLIED', 'FIRST_REVIEWED', 'SECOND_REVIEWED', 'CONCLUDED', 'ARCHIVED'];

interface Limit {
  dueAt: number | null;
  metAt: number | null;
}

/** The last of a case's handling limits; met when all of them are. */
function handling({ deadlines }: CountedCase): Limit {
  const own = deadlines.filter(({ kind }) => kind === 'HANDLING');
  if (own.length === 0) return { dueAt: null, metAt: null };
  const met = own.map(({ met_at: at }) => at?.getTime() ?? Number.POSITIVE_INFINITY);
  const latest = Math.max(...met);
  return {
    dueAt: Math.max(...own.map(({ due_at: at }) => at.getTime())),
    metAt: Number.isFinite(latest) ? latest : null,
  };
}

const answered = (one: CountedCase): boolean => ANSWERED.includes(one.state);
const open = (one: CountedCase): boolean =>
  one.state === 'REGISTERED' || one.state === 'ACCEPTED' || one.state === 'ASSIGNED';
const inTime = (one: CountedCase): boolean => {
  const { dueAt, metAt } = handling(one);
  return dueAt === null || (metAt !== null && metAt < dueAt);
};
const overdue = (one: CountedCase, asOf: number): boolean => {
  const { dueAt } = handling(one);
  return open(one) && dueAt !== null && dueAt <= asOf;
};
const published = (one: CountedCase): boolean =>
  answered(one) && one.replies.some(({ visibility }) => visibility === 'PUBLIC');
const withheld = (one: CountedCase): boolean =>
  answered(one) && one.replies.length > 0 && !published(one) && one.contacts.length > 0;
const rated = (one: CountedCase): string | undefined => one.ratings[0]?.satisfaction;

/** What each measure says, once more, over plain objects. */
export const PREDICATES: Record<string, (one: CountedCase, asOf: number) => boolean> = {
  RECEIVED: () => true,
  VALID: ({ state }) => state !== 'DECLINED',
  DECLINED: ({ state }) => state === 'DECLINED',
  INVALID: (one) => one.state === 'DECLINED' && one.decline_ground === 'INVALID',
  ANSWERED: answered,
  OPEN: open,
  CONCLUDED: ({ state }) => state === 'CONCLUDED' || state === 'ARCHIVED',
  ON_TIME: (one) => answered(one) && inTime(one),
  LATE: (one) => answered(one) && !inTime(one),
  OVERDUE: overdue,
  DUE: (one, asOf) => answered(one) || overdue(one, asOf),
  PUBLISHED: published,
  WITHHELD: withheld,
  PUBLISHABLE: (one) => answered(one) && !withheld(one),
  CONFIRMED: (one) =>
    answered(one) && one.reviews.some(({ call_back_result: result }) => result === 'CONFIRMED'),
  RATED: (one) => rated(one) !== undefined,
  CONTENT: (one) => rated(one) !== undefined && rated(one) !== 'DISSATISFIED',
  VERY_SATISFIED: (one) => rated(one) === 'VERY_SATISFIED',
  SATISFIED: (one) => rated(one) === 'SATISFIED',
  BASICALLY_SATISFIED: (one) => rated(one) === 'BASICALLY_SATISFIED',
  DISSATISFIED: (one) => rated(one) === 'DISSATISFIED',
  ONLINE: ({ channel }) => channel === 'ONLINE',
  JOINT: ({ signatory_count: people }) => people > 1,
  REPEAT: ({ repeat_of: first }) => first !== null,
};

function dayOf({ submitted_at: at }: CountedCase): string {
  return at.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
}

export const unitsOf = (one: CountedCase): string[] => [
  ...new Set([...(one.mailbox_unit ? [one.mailbox_unit] : []), ...one.handling_units]),
];

const orNone = (keys: string[]): (string | null)[] => (keys.length > 0 ? keys : [null]);
const upTo = (levels: number) => (one: CountedCase) => [
  one.category?.split('/').slice(0, levels).join('/') ?? null,
];

/** The rows of a dimension that a case is in. */
export const KEYS: Record<string, (one: CountedCase) => (string | null)[]> = {
  MAILBOX: ({ mailbox }) => [mailbox],
  CHANNEL: ({ channel }) => [channel],
  TYPE: ({ type }) => [type],
  STATE: ({ state }) => [state],
  CATEGORY: upTo(1),
  SUBCATEGORY: upTo(2),
  TOPIC: upTo(3),
  UNIT: (one) => orNone(unitsOf(one)),
  DISTRICT: (one) => orNone(unitsOf(one).filter((unit) => unit.startsWith('district:'))),
  DAY: (one) => [dayOf(one)],
  MONTH: (one) => [dayOf(one).slice(0, 7)],
  STATISTICS_MONTH: (one) => [statisticsMonth(dayOf(one))],
};

/** R94: from the 26th on a day is of the next month. */
function statisticsMonth(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const months = year * 12 + month - 1 + (date >= 26 ? 1 : 0);
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

export interface Wanted {
  from: string;
  to: string;
  actor: Actor;
  filter: {
    types?: string[];
    channels?: string[];
    units?: string[];
    category?: string[];
    mailboxes?: string[];
  };
}

/** The cases that are counted at all. */
export function selected(
  all: readonly CountedCase[],
  { from, to, actor, filter }: Wanted,
): CountedCase[] {
  const { category } = filter;
  return all.filter(
    (one) =>
      dayOf(one) >= from &&
      dayOf(one) <= to &&
      (actor.unit === null || unitsOf(one).includes(actor.unit)) &&
      (filter.types?.includes(one.type) ?? true) &&
      (filter.channels?.includes(one.channel) ?? true) &&
      (filter.mailboxes?.includes(one.mailbox) ?? true) &&
      (filter.units?.some((unit) => unitsOf(one).includes(unit)) ?? true) &&
      (!category || `${one.category ?? ''}/`.startsWith(`${category.join('/')}/`)),
  );
}

export const UNIT_MEASURES = ['RECEIVED', 'ON_TIME', 'LATE', 'OPEN', 'OVERDUE'];

/** What one unit's parts of a case count as; empty where it has none. */
export function partsOf(one: CountedCase, unit: string, asOf: number): Set<string> {
  if (one.state === 'DECLINED') return new Set();
  const parts = one.assignments
    .filter(
      (leg) => leg.unit_id === unit && leg.kind !== 'FOR_REFERENCE' && leg.state !== 'RETURNED',
    )
    .map((leg) => {
      const limit = one.deadlines.find((each) => each.assignment_id === leg.id);
      return {
        isDone: leg.state === 'COMPLETED',
        dueAt: limit?.due_at.getTime() ?? null,
        metAt: limit?.met_at?.getTime() ?? null,
      };
    });
  if (one.mailbox_unit === unit) parts.push({ isDone: !open(one), ...handling(one) });
  if (parts.length === 0) return new Set();
  if (parts.every(({ isDone }) => isDone)) {
    const isLate = parts.some(
      ({ dueAt, metAt }) => dueAt !== null && metAt !== null && metAt >= dueAt,
    );
    return new Set(['RECEIVED', isLate ? 'LATE' : 'ON_TIME']);
  }
  const isOverdue = parts.some(({ isDone, dueAt }) => !isDone && dueAt !== null && dueAt <= asOf);
  return new Set(['RECEIVED', 'OPEN', ...(isOverdue ? ['OVERDUE'] : [])]);
}
