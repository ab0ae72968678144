import { z } from 'zod';
import { ROLES } from '../../../schema/contract/actor.ts';
import { departmentId, districtId } from '../../../schema/contract/ids.ts';
import { ATTACHMENT_TYPES } from './attachment-types.ts';
import type { AppliedPolicy } from './policy.ts';
import type { Profile } from './profile.ts';
import { MODERATION_GROUNDS } from './word-lists.ts';

const text = z.string().trim().min(1);
const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'a code of lower-case letters, digits and dashes');
const areaCode = z.string().regex(/^\d{6}$/, 'an area code of six digits, in quotes');
const unitId = z.string().regex(/^(district:\d{6}|department:[a-z][a-z0-9-]*)$/, {
  error: `a unit id such as ${districtId('511602')} or ${departmentId('housing')}`,
});
const optionalUnit = unitId.nullable().default(null);
const date = z.iso.date('a date YYYY-MM-DD');
const optionalText = text.nullable().default(null);
const optionalUrl = z
  .url({ protocol: /^https?$/, error: 'a URL' })
  .nullable()
  .default(null);
const optionalDate = date.nullable().default(null);
const timezone = z.string().refine(isTimezone, 'an IANA time zone such as Asia/Shanghai');
const pattern = z.string().min(1).transform(toPattern);
const mailAddress = z.email('an e-mail address').transform((address) => address.toLowerCase());
const smsNumber = z.string().regex(/^\d{5,20}$/, 'a number of 5 to 20 digits, in quotes');
const ownMailbox = z.union([z.literal('mayor'), unitId], { error: 'mayor or a unit id' });
/** The gateway takes no more by default. */
const ATTACHMENT_MAX_BYTES = 64 * 1024 * 1024;
const petitionType = z.enum(['CONSULTATION', 'SUGGESTION', 'COMPLAINT', 'HELP']);

const appliedPolicy = z.strictObject({
  id: slug,
  validFrom: date,
  validTo: optionalDate,
});

const city = z.strictObject({
  id: slug,
  name: text,
  province: z.string().regex(/^\d{2}$/, 'a province code of two digits, in quotes'),
  timezone,
  registrationPrefix: z.string().regex(/^[A-Z]{1,8}$/, 'one to eight capital letters'),
  units: z.strictObject({
    petitionBureau: unitId,
    governmentOffice: unitId,
    disciplineInspection: optionalUnit,
  }),
  letterLimits: z.strictObject({
    titleMaxChars: z.int().positive(),
    contentMaxChars: z.int().positive(),
  }),
  attachments: z.strictObject({
    maxBytes: z.int().positive().max(ATTACHMENT_MAX_BYTES),
    maxCount: z.int().min(0).max(100),
    types: z.array(z.enum(ATTACHMENT_TYPES)),
  }),
  retention: z
    .strictObject({
      personalDataYears: z.int().positive(),
      accessLogYears: z.int().positive(),
      registrationYears: z.int().positive(),
      registrationLogYears: z.int().positive(),
    })
    .refine(({ personalDataYears, accessLogYears }) => accessLogYears >= personalDataYears, {
      path: ['accessLogYears'],
      message: 'not fewer years than the data that the log is about',
    })
    // by the log it is known when a registration was last used
    .refine(
      ({ registrationYears, registrationLogYears }) => registrationLogYears >= registrationYears,
      { path: ['registrationLogYears'], message: 'not fewer years than the registrations' },
    ),
  closesAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day HH:MM, in quotes')
    .nullable()
    .default(null),
  petitioners: z.strictObject({ mustRegister: z.boolean() }).default({ mustRegister: false }),
  channels: z
    .strictObject({
      sender: z.strictObject({ name: text, address: mailAddress }).nullable().default(null),
      emails: z.array(z.strictObject({ address: mailAddress, mailbox: ownMailbox })).default([]),
      smsNumbers: z.array(z.strictObject({ number: smsNumber, mailbox: ownMailbox })).default([]),
    })
    .default({ sender: null, emails: [], smsNumbers: [] }),
  openData: z.strictObject({ licence: text, licenceUrl: optionalUrl }).nullable().default(null),
  policies: z.array(appliedPolicy),
}) satisfies z.ZodType<Profile['city'] & { policies: AppliedPolicy[] }>;

const district = z.strictObject({
  code: areaCode,
  name: text,
  under: optionalUnit,
  validFrom: date,
  validTo: optionalDate,
  mailboxUrl: optionalUrl,
});

const department = z.strictObject({
  code: slug,
  name: text,
  function: z.enum(['PETITION_BUREAU', 'GOVERNMENT_OFFICE', 'FUNCTIONAL']),
  under: optionalUnit,
  mailboxUrl: optionalUrl,
});

const leader = z.strictObject({
  id: z.string().regex(/^leader:[a-z][a-z0-9-]*$/, 'a leader id such as leader:mayor'),
  name: text,
  title: text,
  portfolio: z.array(text).min(1),
  words: z.record(text, z.array(text).min(1)).default({}),
  bio: optionalText,
  email: z.email('an e-mail address').nullable().default(null),
});

const upstreamChannel = z.strictObject({ code: slug, name: text, effectiveFrom: date });

const peer = z.strictObject({
  code: z.string().regex(/^\d{2}$/, 'a province code of two digits, in quotes'),
  name: text,
});

const place = z.strictObject({
  unit: z.union([z.enum(['mayor', 'national']), unitId], {
    error: 'mayor, national or a unit id',
  }),
  upstreamChannel: slug.nullable().default(null),
});

const places = z.strictObject({
  places: z.array(place.extend({ pattern, in: z.enum(['TITLE', 'TEXT']).default('TITLE') })),
  default: place,
  types: z.array(z.strictObject({ pattern, type: petitionType })),
  defaultType: petitionType,
});

/** A slash separates the names of a path. */
const categoryName = text.regex(/^[^/]{1,40}$/, 'a name of up to 40 characters without a slash');
const categoryLeaf = z.strictObject({ name: categoryName });
const category = categoryLeaf.extend({
  below: z.array(categoryLeaf.extend({ below: z.array(categoryLeaf).default([]) })).default([]),
});

/** One sign alone would hold almost anything. */
const word = text.regex(/[\p{L}\p{N}].*[\p{L}\p{N}]/su, 'a word of at least two letters or digits');

const officer = z.strictObject({
  unit: unitId,
  name: text,
  account: text.nullable().default(null),
});

const persona = z.strictObject({
  id: slug,
  label: text,
  role: z.enum(ROLES).exclude(['ANONYMOUS']),
  unit: optionalUnit,
});

/** Shape of each file of a profile; unknown keys are refused. */
export const PROFILE_FILES = {
  'profile.yaml': city,
  'districts.yaml': z.strictObject({ districts: z.array(district).min(1) }),
  'departments.yaml': z.strictObject({ departments: z.array(department).min(1) }),
  'leaders.yaml': z.strictObject({ leaders: z.array(leader).min(1) }),
  'upstream.yaml': z.strictObject({
    upstreamChannels: z.array(upstreamChannel),
    peers: z.array(peer),
  }),
  'categories.yaml': z.strictObject({ categories: z.array(category) }),
  'places.yaml': places,
  'officers.yaml': z.strictObject({ officers: z.array(officer) }),
  'personas.yaml': z.strictObject({ personas: z.array(persona) }),
  'words.yaml': z.strictObject({ words: z.record(z.enum(MODERATION_GROUNDS), z.array(word)) }),
} as const;

export type ProfileFileName = keyof typeof PROFILE_FILES;

/** Content of every file after its shape was checked. */
export type ProfileFiles = {
  [Name in ProfileFileName]: z.output<(typeof PROFILE_FILES)[Name]>;
};

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function toPattern(source: string, context: z.RefinementCtx): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'a regular expression', input: source });
    return z.NEVER;
  }
}
