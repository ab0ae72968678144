import { z } from 'zod';
import { ROLES } from '../../../schema/contract/actor.ts';
import { DUTY_ACTS, EXTENSION_GROUNDS, LIMIT_KINDS, START_EVENTS, type Policy } from './policy.ts';

const text = z.string().trim().min(1);
const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'a code of lower-case letters, digits and dashes');
const date = z.iso.date('a date YYYY-MM-DD');
const rule = z.string().regex(/^(R\d+|art\. \d+)$/, 'a rule such as R57 or art. 34');
const dayUnit = z.enum(['WORKING_DAY', 'CALENDAR_DAY']);
const kinds = z.array(z.enum(LIMIT_KINDS)).min(1);
const petitionTypes = z.array(z.enum(['CONSULTATION', 'SUGGESTION', 'COMPLAINT', 'HELP'])).min(1);
const channel = z.enum(['ONLINE', 'EMAIL', 'SMS', 'LETTER', 'VISIT', 'PHONE']);
const mailbox = z.enum(['MAYOR', 'DISTRICT', 'DEPARTMENT', 'NATIONAL']);
const province = z.string().regex(/^\d{2}$/, 'a province code of two digits, in quotes');

const cited = { rule, citation: text };

const limit = z.strictObject({
  ...cited,
  kind: z.enum(LIMIT_KINDS),
  petitionTypes,
  channels: z.array(channel).min(1).nullable().default(null),
  mailboxes: z.array(mailbox).min(1).nullable().default(null),
  provinces: z.array(province).min(1).nullable().default(null),
  startEvent: z.enum(START_EVENTS),
  amount: z.int().nonnegative(),
  fromAmount: z.int().positive().nullable().default(null),
  dayUnit,
});

const extension = z.strictObject({
  ...cited,
  kinds,
  ground: z.enum(EXTENSION_GROUNDS),
  petitionTypes,
  mode: z.enum(['TO', 'BY']),
  amount: z.int().positive(),
  dayUnit,
  approver: z.literal('HEAD').nullable(),
  tellsReason: z.boolean(),
  unitsMin: z.int().positive().nullable().default(null),
});

const ground = z.enum([
  'STATUTORY_PROCEDURE',
  'OTHER_STATE_ORGAN',
  'DUPLICATE',
  'OUT_OF_SCOPE',
  'INVALID',
]);

function optional<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject({ ...cited, ...shape })
    .nullable()
    .default(null);
}

function list<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.array(z.strictObject({ ...cited, ...shape })).default([]);
}

/** Shape of a file in profiles/policies; unknown keys are refused, and numbers without a citation. */
export const policyFile = z.strictObject({
  id: slug,
  jurisdiction: slug,
  name: text,
  source: text,
  validFrom: date,
  validTo: date.nullable().default(null),
  dueSoon: z.strictObject({ amount: z.int().nonnegative(), dayUnit, citation: text }),
  limits: z.array(limit),
  extensions: z.array(extension).default([]),
  pauses: list({ kinds, cause: z.literal('HEARING') }),
  scopes: list({ code: slug }),
  refusals: list({ ground }),
  urging: optional({ urgesUntilCircular: z.int().positive() }),
  lateExplanation: optional({ blocksClosure: z.boolean() }),
  supervision: optional({ officersMin: z.int().positive(), needsConsent: z.boolean() }),
  reviews: optional({}),
  privateReplies: optional({}),
  publication: optional({ percent: z.number().min(0).max(100) }),
  statisticsPeriod: optional({ firstDayOfMonth: z.int().min(1).max(28) }),
  rating: optional({ firstRegistrationOnly: z.boolean(), since: date }),
  duties: list({ role: z.enum(ROLES), acts: z.array(z.enum(DUTY_ACTS)).min(1) }),
}) satisfies z.ZodType<Policy>;
