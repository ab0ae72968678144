import { petitionTypename } from '../../../schema/contract/ids.ts';
import { badUserInput, codedError } from '../../kit/errors.ts';
import { decodeCursor, encodeCursor } from '../../kit/pages/keyset.ts';
import type { Condition } from '../cases/case.scope.ts';
import { addDays, startOfShanghaiDay } from '../deadlines/shanghai-time.ts';
import type {
  PublishedAnswerFilter,
  RecordPublicVersionInput,
} from '../generated/resolver-types.ts';
import { checkText } from '../input/text.rules.ts';
import type { PublicationPlace, PublicationRow, PublicVersion } from './publication.store.ts';
import { FITS, toSearchQuery, toSearchVector, type SearchQuery } from './search-text.rules.ts';

/** Together within what a tsvector keeps the places of. */
const TITLE_MAX_CHARS = 100;
const QUESTION_MAX_CHARS = 4_000;
const ANSWER_MAX_CHARS = 10_000;

/** @throws BAD_USER_INPUT naming the field */
export function checkVersion(input: RecordPublicVersionInput): PublicVersion {
  const { petitionId, revision, at, texts } = input;
  if (!petitionTypename(petitionId))
    throw badUserInput('version.petitionId', 'the id of a petition', 'another id');
  if (revision < 1) throw badUserInput('version.revision', 'at least 1', String(revision));
  return { petitionId, revision, releasedAt: at, texts: texts ? checkTexts(texts) : null };
}

function checkTexts(
  texts: NonNullable<RecordPublicVersionInput['texts']>,
): NonNullable<PublicVersion['texts']> {
  const title = checkText('version.texts.title', texts.title, TITLE_MAX_CHARS);
  const question = checkText('version.texts.question', texts.question, QUESTION_MAX_CHARS);
  const answer = checkText('version.texts.answer', texts.answer, ANSWER_MAX_CHARS);
  const search = toSearchVector([
    { text: title, weight: 'A' },
    { text: question, weight: 'B' },
    { text: answer, weight: 'C' },
  ]);
  return { title, question, answer, search };
}

/** @throws BAD_USER_INPUT where it has neither letter nor digit */
export function checkSearch(search: string | null | undefined): SearchQuery | null {
  if (search === null || search === undefined || search.trim() === '') return null;
  const query = toSearchQuery(search);
  if (query === null) throw badUserInput('search', 'letters or digits', 'other signs');
  return query;
}

export function publicationConditions(filter: PublishedAnswerFilter): Condition[] {
  const list = (column: string, values: readonly string[] | null | undefined): Condition[] =>
    values
      ? [
          {
            sql: `${column} in (select json_array_elements_text(?::json))`,
            params: [JSON.stringify(values)],
          },
        ]
      : [];
  const path = filter.category?.join('/');
  return [
    ...list('p.type', filter.types),
    ...list('p.mailbox', filter.mailboxes),
    ...list('p.replied_by', filter.repliedBy),
    ...(path ? [{ sql: '(p.category = ? or p.category ^@ ?)', params: [path, `${path}/`] }] : []),
    ...(filter.from
      ? [{ sql: 'p.replied_at >= ?', params: [startOfShanghaiDay(filter.from)] }]
      : []),
    ...(filter.to
      ? [{ sql: 'p.replied_at < ?', params: [startOfShanghaiDay(addDays(filter.to, 1))] }]
      : []),
  ];
}

/** @throws BAD_USER_INPUT unless it is YYYY-MM */
export function checkMonth(month: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return month;
  throw badUserInput('month', 'YYYY-MM', 'another text');
}

/**
 * R71: held up as a good example in a month (Asia/Shanghai).
 * @throws BAD_USER_INPUT unless it is YYYY-MM
 */
export function shownIn(month: string): Condition {
  return {
    sql: `p.petition_id in (
      select c.petition_id from example e join "case" c on c.id = e.case_id where e.kind = 'GOOD'
      and to_char(e.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM') = ?)`,
    params: [checkMonth(month)],
  };
}

export function cursorOf({ place: { fit, releasedAt, id } }: PublicationRow): string {
  return encodeCursor([String(fit), releasedAt.toISOString(), id]);
}

/** @throws CURSOR_INVALID, also for one of a list with a search where this has none */
export function readCursor(
  cursor: string | null | undefined,
  query: SearchQuery | null,
): PublicationPlace | null {
  if (!cursor) return null;
  const [given, at, id] = decodeCursor(cursor, 3);
  const releasedAt = new Date(at ?? '');
  const fit = (query ? FITS : [null]).find((known) => String(known) === given);
  if (fit !== undefined && !Number.isNaN(releasedAt.getTime()) && isUuid(id))
    return { fit, releasedAt, id };
  throw codedError('CURSOR_INVALID', 'after: expected a cursor of this list.', {
    argument: 'after',
  });
}

export function isUuid(text: string | null | undefined): text is string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text ?? '');
}
