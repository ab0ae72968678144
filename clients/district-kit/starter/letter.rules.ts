import { badUserInput } from './errors.ts';
import type { Letter, Person } from './letter.ts';

/** LetterInput of the contract. */
export interface LetterInput {
  type: string;
  title: string;
  content: string;
  place?: string | null;
  channel: string;
  petitioner?: PersonInput | null;
  onBehalfOf?: PersonInput | null;
  jointSignatories: string[];
  representatives: string[];
  category?: string[] | null;
  accusedUnits: string[];
  entrance: string;
  publicityWish: string;
  attachments: string[];
}

type PersonInput = Pick<Person, 'kind' | 'name'> & Partial<Person>;

/** A letter that passed, before it is somebody's. */
export type CheckedLetter = Omit<
  Letter,
  'id' | 'account' | 'queryCodeHash' | 'submittedAt' | 'sourceNumber' | 'history'
>;

const TITLE_MAX_CHARS = 100;
const CONTENT_MAX_CHARS = 10_000;
const NAME_MAX_CHARS = 100;
const ADDRESS_MAX_CHARS = 300;
const MAX_SIGNATORIES = 200;
const MAX_REPRESENTATIVES = 5;
const PHONE = /^(\+?[0-9][0-9 -]{6,18})$/;
const EMAIL = /^[^\s@<>]{1,64}@[^\s@<>]{1,180}\.[^\s@<>.]{1,63}$/;

/** @throws BAD_USER_INPUT for the first fault; never repeats what was written */
export function checkLetter(letter: LetterInput, isByStaff: boolean): CheckedLetter {
  if (letter.channel !== 'ONLINE' && !isByStaff)
    throw badUserInput('letter.channel', 'ONLINE, unless staff enters the letter', letter.channel);
  if (!letter.petitioner) throw badUserInput('letter.petitioner', 'who writes', 'nobody');
  if (letter.attachments.length > 0)
    throw badUserInput('letter.attachments', 'no files: this mailbox takes none', 'some');
  const jointSignatories = checkNames('jointSignatories', letter, MAX_SIGNATORIES);
  return {
    type: letter.type,
    channel: letter.channel,
    title: checkText('letter.title', letter.title, TITLE_MAX_CHARS),
    content: checkText('letter.content', letter.content, CONTENT_MAX_CHARS),
    place: checkOptional('letter.place', letter.place),
    petitioner: checkPerson('letter.petitioner', letter.petitioner),
    beneficiary: letter.onBehalfOf ? checkPerson('letter.onBehalfOf', letter.onBehalfOf) : null,
    jointSignatories,
    representatives: checkSpeakers(letter, jointSignatories),
    category: letter.category ?? null,
    accusedUnits: [...new Set(letter.accusedUnits)],
    entrance: letter.entrance,
    publicityWish: letter.publicityWish,
    isAssisted: isByStaff,
  };
}

function checkPerson(at: string, person: PersonInput): Person {
  const { kind, name, phone, email, idNumber, address } = person;
  return {
    kind,
    name: checkText(`${at}.name`, name, NAME_MAX_CHARS),
    phone: checkForm(`${at}.phone`, phone, 'a telephone number', (text) => PHONE.test(text)),
    email: checkForm(`${at}.email`, email, 'an e-mail address', (text) => EMAIL.test(text)),
    idNumber: checkForm(
      `${at}.idNumber`,
      idNumber,
      'an 18-digit resident identity number with a valid check digit',
      isIdentityNumber,
    ),
    address: checkOptional(`${at}.address`, address),
  };
}

function checkNames(
  field: 'jointSignatories' | 'representatives',
  letter: LetterInput,
  most: number,
): string[] {
  if (letter[field].length > most)
    throw badUserInput(`letter.${field}`, `at most ${String(most)} names`, 'more');
  return letter[field].map((name, index) =>
    checkText(`letter.${field}.${String(index)}`, name, NAME_MAX_CHARS),
  );
}

function checkSpeakers(letter: LetterInput, joined: readonly string[]): string[] {
  const speakers = checkNames('representatives', letter, MAX_REPRESENTATIVES);
  if (speakers.every((name) => joined.includes(name))) return speakers;
  throw badUserInput('letter.representatives', 'names out of jointSignatories', 'another one');
}

function checkOptional(argument: string, text: string | null | undefined): string | null {
  return text?.trim() ? checkText(argument, text, ADDRESS_MAX_CHARS) : null;
}

/** Characters are counted as people do: code points. */
export function checkText(argument: string, text: string, maxChars: number): string {
  const trimmed = text.trim();
  const length = Array.from(trimmed).length;
  if (length >= 1 && length <= maxChars && !trimmed.includes('\0') && trimmed.isWellFormed())
    return trimmed;
  const expected = `1 to ${String(maxChars)} characters`;
  throw badUserInput(argument, expected, `${String(length)} characters`);
}

function checkForm(
  argument: string,
  text: string | null | undefined,
  expected: string,
  isRight: (text: string) => boolean,
): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  if (!isRight(trimmed)) throw badUserInput(argument, expected, 'something else');
  return trimmed;
}

/** GB 11643: the last sign is a check on the seventeen before it. */
function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const sum = Array.from(text, (sign, at) => {
    const value = /x/i.test(sign) ? 10 : Number(sign);
    return value * (2 ** (17 - at) % 11);
  }).reduce((one, other) => one + other, 0);
  return sum % 11 === 1;
}
