import { z } from 'zod';
import { badUserInput } from '../../kit/errors.ts';
import type { CaseSearch } from '../cases/case.store.ts';
import type {
  StatisticsDimension,
  StatisticsMeasure,
  UnitMeasure,
} from '../generated/resolver-types.ts';
import { MEASURE_NAMES, UNIT_MEASURE_NAMES } from './measure.rules.ts';

/** The cases that are counted, before any figure. */
export interface Selection {
  /** Days of submission, both included. */
  from: string;
  to: string;
  /** Who asks and for what; its `now` is the cut-off time. */
  search: CaseSearch;
}

/** One row of a dimension; key is null for the cases that have none. */
export interface RowKey {
  dimension: StatisticsDimension;
  key: string | null;
}

/** What a figure counts of a selection: a measure of a row or, with null, of the whole; or one of a unit's parts. */
export type CountedBy =
  { row: RowKey | null; measure: StatisticsMeasure } | { unit: string; part: UnitMeasure };

const DIMENSION_NAMES = [
  'MAILBOX',
  'CHANNEL',
  'TYPE',
  'CATEGORY',
  'SUBCATEGORY',
  'TOPIC',
  'UNIT',
  'DISTRICT',
  'STATE',
  'DAY',
  'MONTH',
  'STATISTICS_MONTH',
] as const satisfies readonly StatisticsDimension[];

const filterSchema = z.strictObject({
  mailboxes: z.array(z.enum(['MAYOR', 'DISTRICT', 'DEPARTMENT', 'NATIONAL'])).optional(),
  channels: z.array(z.enum(['ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE'])).optional(),
  types: z.array(z.enum(['CONSULTATION', 'SUGGESTION', 'COMPLAINT', 'HELP'])).optional(),
  units: z.array(z.string()).optional(),
  category: z.array(z.string()).optional(),
});

const rowSchema = z.strictObject({
  dimension: z.enum(DIMENSION_NAMES),
  key: z.string().nullable(),
});

const selectorSchema = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  asOf: z.iso.datetime(),
  filter: filterSchema,
  by: z.union([
    z.strictObject({ row: rowSchema.nullable(), measure: z.enum(MEASURE_NAMES) }),
    z.strictObject({ unit: z.string(), part: z.enum(UNIT_MEASURE_NAMES) }),
  ]),
});

/** A selector's content; who asks is not in it. */
type Selected = z.output<typeof selectorSchema>;

/** Says which cases a figure counts, not who may see them: whoever uses it is asked again. */
export function toSelector({ from, to, search }: Selection, by: CountedBy): string {
  const filter = Object.fromEntries(
    Object.entries(search.filter).filter(([, value]) => value !== null),
  );
  const content = { from, to, asOf: search.now.toISOString(), filter, by };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws BAD_USER_INPUT for anything but what `toSelector` makes */
export function readSelector(selector: string): Selected {
  const read = selectorSchema.safeParse(parseJson(selector));
  if (read.success) return read.data;
  throw badUserInput('selector', "a figure's selector", 'something else');
}

function parseJson(selector: string): unknown {
  try {
    return JSON.parse(Buffer.from(selector, 'base64url').toString());
  } catch {
    return null;
  }
}
