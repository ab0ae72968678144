import { badUserInput } from '../errors.ts';
import type { AttachmentLimits } from '../profile/profile.ts';
import { checkReferences } from './attachments/attachment-references.rules.ts';
import { isIdentityNumber } from '../../../schema/contract/identity-number.ts';
import type { WordLists } from '../profile/word-lists.ts';
import type {
  Channel,
  Entrance,
  Person,
  PetitionerKind,
  PetitionType,
  PublicityWish,
} from './petition.entity.ts';

/** PetitionerInput of the SDL. */
interface PersonInput {
  kind?: PetitionerKind | undefined;
  name: string;
  phone?: string | null | undefined;
  email?: string | null | undefined;
  idNumber?: string | null | undefined;
  address?: string | null | undefined;
}

/** LetterInput of the SDL. */
export interface Letter {
  type: PetitionType;
  title: string;
  content: string;
  /** May be left out where a registration says who writes. */
  petitioner?: PersonInput | null | undefined;
  registrationProof?: string | null | undefined;
  channel?: Channel | undefined;
  jointSignatories?: readonly string[] | undefined;
  representatives?: readonly string[] | undefined;
  onBehalfOf?: PersonInput | null | undefined;
  category?: readonly string[] | null | undefined;
  place?: string | null | undefined;
  accusedUnits?: readonly string[] | undefined;
  entrance?: Entrance | undefined;
  publicityWish?: PublicityWish | undefined;
  attachments?: readonly string[] | undefined;
}

/** A letter that passed: trimmed, nothing absent. */
export interface CheckedLetter {
  type: PetitionType;
  title: string;
  content: string;
  place: string | null;
  petitioner: Person;
  beneficiary: Person | null;
  channel: Channel;
  jointSignatories: string[];
  representatives: string[];
  /** A path of the profile's categories. */
  category: readonly string[] | null;
  accusedUnits: string[];
  entrance: Entrance;
  publicityWish: PublicityWish;
  /** Ids of files that were handed in. */
  attachments: string[];
}

/** What a city's profile says a letter may be. */
export interface LetterFrame {
  limits: LetterLimits;
  attachments: AttachmentLimits;
  categories: readonly (readonly string[])[];
  isKnownUnit: (unit: string) => boolean;
  /** Of which a letter that has one is held for somebody to read (R12). */
  words: WordLists;
}

/** Most characters (code points) of a letter, by the city's profile. */
export interface LetterLimits {
  titleMaxChars: number;
  contentMaxChars: number;
}

const NAME_MAX_CHARS = 100;
const ADDRESS_MAX_CHARS = 300;
const MAX_JOINT_SIGNATORIES = 200;
/** More than five may not speak for all (《信访工作条例》, art. 20). */
const MAX_REPRESENTATIVES = 5;
const MAX_ACCUSED_UNITS = 20;
const MOBILE = /^(\+?86[- ]?)?1[3-9]\d{9}$/;
const LANDLINE = /^(0\d{2,3}[- ]?)?\d{7,8}(-\d{1,6})?$/;
const EMAIL_MAX_CHARS = 254;
/** One address and nothing else, so that no header of a mail can be made of it. */
const EMAIL =
  /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+\.[^\s@<>()[\]\\,;:".\p{Cc}]+$/u;
const ABROAD = /^\+[1-9]\d{6,14}$/;

/**
 * Checks a letter before it is stored. Messages name the field and never repeat what was written.
 * @param isByStaff whether the mailbox's staff enters it for somebody (R47)
 * @throws BAD_USER_INPUT for the first fault
 */
export function checkLetter(letter: Letter, frame: LetterFrame, isByStaff: boolean): CheckedLetter {
  const { limits } = frame;
  const jointSignatories = checkSignatories(letter.jointSignatories ?? []);
  return {
    type: letter.type,
    title: checkText('letter.title', letter.title, limits.titleMaxChars),
    content: checkText('letter.content', letter.content, limits.contentMaxChars),
    place: checkOptional('letter.place', letter.place, ADDRESS_MAX_CHARS),
    petitioner: checkWriter(letter.petitioner),
    beneficiary: letter.onBehalfOf ? checkPerson('letter.onBehalfOf', letter.onBehalfOf) : null,
    channel: checkChannel(letter.channel ?? 'ONLINE', isByStaff),
    jointSignatories,
    representatives: checkRepresentatives(letter.representatives ?? [], jointSignatories),
    category: checkCategory(letter.category, frame),
    accusedUnits: checkAccused(letter.accusedUnits ?? [], frame),
    entrance: letter.entrance ?? 'PORTAL',
    publicityWish: letter.publicityWish ?? 'PRIVATE',
    attachments: checkReferences(letter.attachments ?? [], frame.attachments),
  };
}

function checkWriter(writer: PersonInput | null | undefined): Person {
  if (writer) return checkPerson('letter.petitioner', writer);
  throw badUserInput('letter.petitioner', 'who writes, or a registrationProof', 'neither');
}

function checkPerson(argument: string, person: PersonInput): Person {
  return {
    kind: person.kind ?? 'PERSON',
    name: checkText(`${argument}.name`, person.name, NAME_MAX_CHARS),
    idNumber: checkIdentityNumber(`${argument}.idNumber`, person.idNumber),
    ...checkContact(argument, person),
  };
}

/**
 * How somebody can be reached; nothing of it is required.
 * @param argument path of who it is, such as `letter.petitioner`
 * @throws BAD_USER_INPUT for the first fault
 */
export function checkContact(
  argument: string,
  contact: Pick<PersonInput, 'phone' | 'email' | 'address'>,
): { phone: string | null; email: string | null; address: string | null } {
  return {
    phone: checkPhone(`${argument}.phone`, contact.phone),
    email: checkEmail(`${argument}.email`, contact.email),
    address: checkOptional(`${argument}.address`, contact.address, ADDRESS_MAX_CHARS),
  };
}

/**
 * @param argument path of the argument, such as `letter.title`
 * @returns the text without space around it
 * @throws BAD_USER_INPUT where it is empty, longer than `maxChars` code points or not storable
 */
export function checkText(argument: string, text: string, maxChars: number): string {
  const trimmed = text.trim();
  const expected = `1 to ${maxChars} characters`;
  if (trimmed === '') throw badUserInput(argument, expected, 'nothing');
  const length = Array.from(trimmed).length;
  if (length > maxChars) throw badUserInput(argument, expected, `${length} characters`);
  if (trimmed.includes('\0') || !trimmed.isWellFormed()) {
    throw badUserInput(argument, 'text', 'characters that are none');
  }
  return trimmed;
}

function checkPhone(argument: string, phone: string | null | undefined): string | null {
  const trimmed = phone?.trim() ?? '';
  if (trimmed === '') return null;
  if ([MOBILE, LANDLINE, ABROAD].some((form) => form.test(trimmed))) return trimmed;
  throw badUserInput(argument, 'a telephone number', 'something else');
}

function checkEmail(argument: string, email: string | null | undefined): string | null {
  const trimmed = email?.trim() ?? '';
  if (trimmed === '') return null;
  if (trimmed.length <= EMAIL_MAX_CHARS && EMAIL.test(trimmed)) return trimmed;
  throw badUserInput(argument, 'an e-mail address', 'something else');
}

function checkIdentityNumber(argument: string, idNumber: string | null | undefined): string | null {
  const normalised = idNumber?.trim().toUpperCase() ?? '';
  if (normalised === '') return null;
  if (isIdentityNumber(normalised)) return normalised;
  throw badUserInput(
    argument,
    'an 18-digit resident identity number with a valid check digit',
    'something else',
  );
}

function checkOptional(
  argument: string,
  text: string | null | undefined,
  maxChars: number,
): string | null {
  return text?.trim() ? checkText(argument, text, maxChars) : null;
}

function checkChannel(channel: Channel, isByStaff: boolean): Channel {
  if (channel === 'ONLINE' || isByStaff) return channel;
  throw badUserInput('letter.channel', 'ONLINE, unless staff enters the letter', channel);
}

function checkSignatories(names: readonly string[]): string[] {
  if (names.length > MAX_JOINT_SIGNATORIES) {
    const expected = `at most ${MAX_JOINT_SIGNATORIES} names`;
    throw badUserInput('letter.jointSignatories', expected, `${names.length} names`);
  }
  return names.map((name, index) =>
    checkText(`letter.jointSignatories.${index}`, name, NAME_MAX_CHARS),
  );
}

function checkRepresentatives(names: readonly string[], signatories: readonly string[]): string[] {
  if (names.length > MAX_REPRESENTATIVES) {
    const expected = `at most ${MAX_REPRESENTATIVES} names`;
    throw badUserInput('letter.representatives', expected, `${names.length} names`);
  }
  return names.map((given, index) => {
    const name = given.trim();
    if (signatories.includes(name)) return name;
    throw badUserInput(
      `letter.representatives.${index}`,
      'the name of somebody in jointSignatories',
      'another one',
    );
  });
}

function checkCategory(
  category: readonly string[] | null | undefined,
  { categories }: LetterFrame,
): readonly string[] | null {
  if (!category || category.length === 0) return null;
  const path = category.join('/');
  const known = categories.find((names) => names.join('/') === path);
  if (known) return known;
  throw badUserInput('letter.category', 'a path that `categories` lists', 'another one');
}

function checkAccused(units: readonly string[], { isKnownUnit }: LetterFrame): string[] {
  if (units.length > MAX_ACCUSED_UNITS) {
    const expected = `at most ${MAX_ACCUSED_UNITS} units`;
    throw badUserInput('letter.accusedUnits', expected, `${units.length} units`);
  }
  const stranger = units.findIndex((unit) => !isKnownUnit(unit));
  if (stranger === -1) return [...new Set(units)];
  throw badUserInput(`letter.accusedUnits.${stranger}`, 'the id of a unit of this city', 'another');
}
