import type { Actor } from '../../../schema/contract/actor.ts';
import type { CaseFilter } from '../generated/resolver-types.ts';

/** A piece of SQL over table "case" c with its parameters. */
export interface Condition {
  sql: string;
  params: readonly unknown[];
}

/** Whose cases are meant: an actor's, or all that the city counts and publishes. */
export type Viewer = Actor | 'THE_CITY';

const NOTHING: Condition = { sql: 'false', params: [] };

/**
 * The cases an actor may see; case.access.rules.ts says the same of one case.
 * @param id column of the case's id
 */
export function casesSeenBy(actor: Viewer, id = 'c.id'): Condition | null {
  if (actor === 'THE_CITY') return null;
  switch (actor.role) {
    case 'CITY_BUREAU':
    case 'CITY_OFFICE':
      // the few by a small index of their own, so that worklists are still answered by theirs alone
      return {
        sql: `${id} not in (select k.id from "case" k where k.kept_from is not null and k.kept_from in (?, 'BOTH'))`,
        params: [actor.role],
      };
    case 'DISTRICT_BUREAU':
    case 'DEPARTMENT':
      return actor.unit === null ? NOTHING : casesOfUnits([actor.unit]);
    case 'CITIZEN':
      return actor.id === '' ? NOTHING : { sql: 'c.petitioner_account = ?', params: [actor.id] };
    case 'SYSTEM':
    case 'ANONYMOUS':
      return NOTHING;
  }
}

/** What a CaseFilter asks for; @param now decides what is overdue */
export function filterConditions(filter: CaseFilter, now: Date): Condition[] {
  return [
    oneOf('c.mailbox', filter.mailboxes),
    oneOf('c.channel', filter.channels),
    oneOf('c.type', filter.types),
    oneOf('c.state', filter.states),
    filter.units ? casesOfUnits(filter.units) : null,
    filter.category ? casesAbout(filter.category) : null,
    bound('c.submitted_at >= ?', filter.submittedFrom),
    bound('c.submitted_at < ?', filter.submittedBefore),
    overdue(filter.isOverdue, now),
    moderated(filter.moderation),
    bound('c.registration_number = ?', filter.registrationNumber),
    known('c.notice_failed_at', filter.hasFailedNotice),
    known('c.unanswered_message_at', filter.hasUnansweredMessage),
  ].filter((condition) => condition !== null);
}

function casesOfUnits(units: readonly string[]): Condition {
  const list = textArray(units);
  return {
    sql: `(c.mailbox_unit = any(${list.sql}) or c.handling_units && ${list.sql})`,
    params: [...list.params, ...list.params],
  };
}

/** `^@` and not `like`: a name may hold signs that mean something in a pattern. */
function casesAbout(category: readonly string[]): Condition {
  const path = category.join('/');
  return { sql: `(c.category = ? or c.category ^@ ?)`, params: [path, `${path}/`] };
}

function oneOf(column: string, values: readonly string[] | null | undefined): Condition | null {
  if (!values) return null;
  const list = textArray(values);
  return { sql: `${column} = any(${list.sql})`, params: list.params };
}

function moderated(states: readonly string[] | null | undefined): Condition | null {
  if (!states) return null;
  const list = textArray(states);
  const sql = `exists (select from moderation m where m.petition_id = c.petition_id and m.state = any(${list.sql}))`;
  return { sql, params: list.params };
}

function bound(sql: string, value: Date | string | null | undefined): Condition | null {
  return value === null || value === undefined ? null : { sql, params: [value] };
}

function overdue(wanted: boolean | null | undefined, now: Date): Condition | null {
  if (wanted === null || wanted === undefined) return null;
  return wanted
    ? { sql: 'c.due_at <= ?', params: [now] }
    : { sql: '(c.due_at is null or c.due_at > ?)', params: [now] };
}

function known(column: string, wanted: boolean | null | undefined): Condition | null {
  if (wanted === null || wanted === undefined) return null;
  return { sql: `${column} is ${wanted ? 'not null' : 'null'}`, params: [] };
}

function textArray(values: readonly string[]): Condition {
  return { sql: `array[${values.map(() => '?').join(', ')}]::text[]`, params: values };
}
