import { badUserInput } from '../errors.ts';
import { isIdentityNumber } from './identity-number.rules.ts';
import type { Channel, PetitionerKind, PetitionType } from './petition.entity.ts';

/** LetterInput of the SDL. */
export interface Letter {
  type: PetitionType;
  title: string;
  content: string;
  petitioner: {
    kind?: PetitionerKind | undefined;
    name: string;
    phone?: string | null | undefined;
    idNumber?: string | null | undefined;
    address?: string | null | undefined;
  };
  channel?: Channel | undefined;
  jointSignatories?: readonly string[] | undefined;
}

/** A letter that passed: trimmed, nothing absent. */
export interface CheckedLetter {
  type: PetitionType;
  title: string;
  content: string;
  petitionerKind: PetitionerKind;
  petitionerName: string;
  petitionerPhone: string | null;
  petitionerIdNumber: string | null;
  petitionerAddress: string | null;
  channel: Channel;
  jointSignatories: string[];
}

/** Most characters (code points) of a letter, by the city's profile. */
export interface LetterLimits {
  titleMaxChars: number;
  contentMaxChars: number;
}

const NAME_MAX_CHARS = 100;
const ADDRESS_MAX_CHARS = 300;
const MAX_JOINT_SIGNATORIES = 200;
const MOBILE = /^(\+?86[- ]?)?1[3-9]\d{9}$/;
const LANDLINE = /^(0\d{2,3}[- ]?)?\d{7,8}(-\d{1,6})?$/;
const ABROAD = /^\+[1-9]\d{6,14}$/;

/**
 * Checks a letter before it is stored. Messages name the field and never repeat what was written.
 * @param isByStaff whether the mailbox's staff enters it for somebody (R47)
 * @throws BAD_USER_INPUT for the first fault
 */
export function checkLetter(
  letter: Letter,
  limits: LetterLimits,
  isByStaff: boolean,
): CheckedLetter {
  const { petitioner } = letter;
  return {
    type: letter.type,
    title: checkText('letter.title', letter.title, limits.titleMaxChars),
    content: checkText('letter.content', letter.content, limits.contentMaxChars),
    petitionerKind: petitioner.kind ?? 'PERSON',
    petitionerName: checkText('letter.petitioner.name', petitioner.name, NAME_MAX_CHARS),
    petitionerPhone: checkPhone(petitioner.phone),
    petitionerIdNumber: checkIdentityNumber(petitioner.idNumber),
    petitionerAddress: checkAddress(petitioner.address),
    channel: checkChannel(letter.channel ?? 'ONLINE', isByStaff),
    jointSignatories: checkSignatories(letter.jointSignatories ?? []),
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

function checkPhone(phone: string | null | undefined): string | null {
  const trimmed = phone?.trim() ?? '';
  if (trimmed === '') return null;
  if ([MOBILE, LANDLINE, ABROAD].some((form) => form.test(trimmed))) return trimmed;
  throw badUserInput('letter.petitioner.phone', 'a telephone number', 'something else');
}

function checkIdentityNumber(idNumber: string | null | undefined): string | null {
  const normalised = idNumber?.trim().toUpperCase() ?? '';
  if (normalised === '') return null;
  if (isIdentityNumber(normalised)) return normalised;
  throw badUserInput(
    'letter.petitioner.idNumber',
    'an 18-digit resident identity number with a valid check digit',
    'something else',
  );
}

function checkAddress(address: string | null | undefined): string | null {
  if (!address?.trim()) return null;
  return checkText('letter.petitioner.address', address, ADDRESS_MAX_CHARS);
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
