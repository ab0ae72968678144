import { badUserInput } from './errors.ts';
import type { Letter } from './letter.ts';

/** LetterInput of the contract. */
export interface LetterInput {
  type: string;
  title: string;
  content: string;
  channel: string;
  petitioner: {
    kind: Letter['petitioner']['kind'];
    name: string;
    phone?: string | null;
    idNumber?: string | null;
    address?: string | null;
  };
  jointSignatories: string[];
}

export type CheckedLetter = Pick<
  Letter,
  'type' | 'title' | 'content' | 'channel' | 'petitioner' | 'jointSignatories'
>;

const TITLE_MAX_CHARS = 100;
const CONTENT_MAX_CHARS = 10_000;
const NAME_MAX_CHARS = 100;
const ADDRESS_MAX_CHARS = 300;
const MAX_SIGNATORIES = 200;
const PHONE = /^(\+?[0-9][0-9 -]{6,18})$/;

/** @throws BAD_USER_INPUT for the first fault; never repeats what was written */
export function checkLetter(letter: LetterInput, isByStaff: boolean): CheckedLetter {
  const { petitioner, jointSignatories } = letter;
  if (letter.channel !== 'ONLINE' && !isByStaff)
    throw badUserInput('letter.channel', 'ONLINE, unless staff enters the letter', letter.channel);
  if (jointSignatories.length > MAX_SIGNATORIES)
    throw badUserInput('letter.jointSignatories', 'at most 200 names', 'more');
  return {
    type: letter.type,
    channel: letter.channel,
    title: checkText('letter.title', letter.title, TITLE_MAX_CHARS),
    content: checkText('letter.content', letter.content, CONTENT_MAX_CHARS),
    petitioner: {
      kind: petitioner.kind,
      name: checkText('letter.petitioner.name', petitioner.name, NAME_MAX_CHARS),
      phone: checkForm('letter.petitioner.phone', petitioner.phone, 'a telephone number', (text) =>
        PHONE.test(text),
      ),
      idNumber: checkForm(
        'letter.petitioner.idNumber',
        petitioner.idNumber,
        'an 18-digit resident identity number with a valid check digit',
        isIdentityNumber,
      ),
      address: petitioner.address?.trim()
        ? checkText('letter.petitioner.address', petitioner.address, ADDRESS_MAX_CHARS)
        : null,
    },
    jointSignatories: jointSignatories.map((name, index) =>
      checkText(`letter.jointSignatories.${String(index)}`, name, NAME_MAX_CHARS),
    ),
  };
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
